// What a deviation from the plain run is called.
#include <catch2/catch.hpp>

#include "sim/world.h"
#include "tools/explore/narrator.h"

namespace drmsim::scenarios {
namespace {

struct Always final : sim::Strategy {
  explicit Always(unsigned option) : option(option) {}
  void begin_run(std::uint64_t) override {}
  unsigned choose(const sim::Choice&) override { return option; }
  unsigned option;
};

struct Told {
  explicit Told(unsigned option) : strategy(option), narrator(strategy) {
    narrator.attach(world);
    world.spawn_task("client:a", [] {});
    world.spawn_task("client:b", [] {});
  }
  std::string of(sim::ChoiceKind kind, std::vector<sim::ActorId> actors) {
    sim::Choice choice;
    choice.kind = kind;
    choice.options = static_cast<unsigned>(actors.size());
    choice.actors = actors.data();
    narrator.choose(choice);
    return narrator.told().empty() ? "" : narrator.told().back().text;
  }
  void preempted(const char* at, const char* function) {
    sim::Event event;
    event.kind = sim::EventKind::preempt;
    event.field[1] = reinterpret_cast<std::uint64_t>(at);
    event.field[2] = reinterpret_cast<std::uint64_t>(function);
    narrator.on_event(event);
  }

  sim::World world;
  Always strategy;
  Narrator narrator;
};

}  // namespace

TEST_CASE("narrator: what the plain run does is not told") {
  Told told(0);
  CHECK(told.of(sim::ChoiceKind::next_actor, {1, 2}).empty());
  CHECK(told.narrator.told().empty());
}

TEST_CASE("narrator: who goes on, and in whose place") {
  Told told(1);
  CHECK(told.of(sim::ChoiceKind::next_actor, {1, 2}) == "client:b goes on, not client:a");
  CHECK(told.of(sim::ChoiceKind::next_actor, {2, sim::kTimeActor}) == "time passes, not client:b");
  CHECK(told.of(sim::ChoiceKind::same_time_event, {0, 0, 0}) ==
        "event 2 of 3 at this moment comes first");
  CHECK(told.of(sim::ChoiceKind::fault, {0, 0}) == "the fault strikes");
  CHECK(told.narrator.told().back().choice == 3);
  told.narrator.begin_run(1);
  CHECK(told.narrator.told().empty());
}

TEST_CASE("narrator: the log adds where the context was preempted, once") {
  Told told(1);
  CHECK(told.of(sim::ChoiceKind::preempt, {1, 2}) == "client:a is preempted; client:b goes on");
  told.preempted("put", "run_one_job");
  told.preempted("lock", "somewhere_else");
  CHECK(told.narrator.told().back().text ==
        "client:a is preempted at put in run_one_job; client:b goes on");
  told.of(sim::ChoiceKind::preempt, {1, sim::kTimeActor});
  told.preempted("unlock", nullptr);
  CHECK(told.narrator.told().back().text == "client:a is preempted at unlock; time passes");
}

}  // namespace drmsim::scenarios
