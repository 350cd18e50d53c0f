// A policy that somebody adds: one class and one line of registration, nothing else is touched.
#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

// Serves the entity with the fewest jobs in its queue, so that whoever asks for little does not
// wait behind those who ask for much. Among equals: who joined first.
class ShortestQueue final : public RunQueuePolicy {
 public:
  Entity* select(Entities& entities, IsReady is_ready) override {
    Entity* shortest = nullptr;
    for (Entity& entity : entities) {
      if (!is_ready(entity)) continue;
      if (shortest == nullptr || entity.queued() < shortest->queued()) shortest = &entity;
    }
    return shortest;
  }
};

TEST_CASE("a policy that a user adds is used by its name, for every run queue") {
  Rig rig;
  rig.policies.add("shortest", [] { return std::make_unique<ShortestQueue>(); });
  CHECK(rig.policies.names() == std::vector<std::string>{"fifo", "rr", "shortest"});
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1, .policy = "shortest"});
  Entity& greedy = rig.add_entity("greedy", {&gpu});
  Entity& modest = rig.add_entity("modest", {&gpu});
  Entity& urgent = rig.add_entity("urgent", {&gpu}, Priority::high);
  rig.at(0, [&] {
    for (const char* name : {"g0", "g1", "g2", "g3"}) rig.submit(greedy, {.name = name});
    for (const char* name : {"m0", "m1"}) rig.submit(modest, {.name = name});
    rig.submit(urgent, {.name = "u0"});
  });
  rig.at(45'000, [&] { rig.submit(modest, {.name = "m2"}); });
  rig.run();
  CHECK(rig.log.jobs("run_job") == "u0 m0 m1 g0 g1 m2 g2 g3");
  rig.tear_down();
  CHECK(rig.hazards().empty());
  CHECK(rig.world.memory().alive() == 0);
}

// First come, first served, and notes what it is told.
class Noting final : public RunQueuePolicy {
 public:
  explicit Noting(std::string& notes) : notes_(notes) {}
  void queue_filled(Entity&, sim::TimeNs submit_ns) override { note("filled", submit_ns); }
  void head_popped(Entity&, sim::TimeNs next_submit_ns) override { note("popped", next_submit_ns); }
  void queue_emptied(Entity&) override { notes_ += "emptied "; }
  void entity_removed(Entity&) override { notes_ += "removed "; }

  Entity* select(Entities& entities, IsReady is_ready) override {
    for (Entity& entity : entities) {
      if (is_ready(entity)) return &entity;
    }
    return nullptr;
  }

 private:
  void note(const char* what, sim::TimeNs ns) {
    notes_ += what + std::string("(") + std::to_string(ns) + ") ";
  }
  std::string& notes_;
};

std::string notes_of(ReleaseId release) {
  std::string notes;
  Rig rig;
  rig.policies.add("noting", [&notes] { return std::make_unique<Noting>(notes); });
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1, .policy = "noting", .release = release});
  Entity& entity = rig.add_entity("a", {&gpu});
  rig.at(1, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.at(5, [&] { rig.submit(entity, {.name = "j1"}); });  // waits for the credit
  rig.at(7, [&] { rig.submit(entity, {.name = "j2"}); });
  rig.run();
  rig.tear_down();
  CHECK(rig.hazards().empty());
  return notes;
}

TEST_CASE("a policy is told of each head that comes and goes") {
  CHECK(notes_of(ReleaseId::linux_7_3) == "filled(1) emptied filled(5) popped(7) emptied removed ");
  CHECK(notes_of(ReleaseId::linux_6_12) == "filled(1) filled(5) popped(7) removed ");
}

}  // namespace
}  // namespace drmsim::drm::test
