// All checkers of a run: five that always watch, what a scenario asks for by the hazard, and a
// program's own. They are told once they are attached to the lives of jobs.
#include "scenarios/checkers/checkers.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {
namespace {

class CountFrees final : public JobChecker {
 public:
  CountFrees(sim::World& world, int& frees) : JobChecker(world), frees_(frees) {}
  void check(const sim::Event& event, const JobLife*) override {
    if (event.kind == sim::EventKind::free_job) ++frees_;
  }

 private:
  int& frees_;
};

}  // namespace

TEST_CASE("example: checkers that always watch, one that is asked for, and one of ours") {
  tests::MadeUpLog log;
  Checkers checkers(log.world, log.lives);
  int frees = 0;
  checkers.attach_own(std::make_unique<CountFrees>(log.world, frees));
  REQUIRE(checkers.attach_requested(sim::HazardKind::freed_while_executing, ScenarioSpec{}));
  checkers.attach();

  log.push("a").run("a").freed("a").freed("a").quiescent();
  CHECK(frees == 2);
  const auto& found = log.world.hazards().all();
  REQUIRE(found.size() == 4);
  CHECK(found[0].kind == sim::HazardKind::freed_while_executing);
  CHECK(found[1].message == "free_job of a, which was freed before");  // always looked for
}

TEST_CASE("example: what may be asked for, and who wants to see jobs before they are freed") {
  sim::World world;
  JobLives lives(world.log());
  Checkers checkers(world, lives);
  const auto& kinds = Checkers::requestable();
  CHECK(std::find(kinds.begin(), kinds.end(), sim::HazardKind::leak) == kinds.end());
  CHECK_FALSE(checkers.attach_requested(sim::HazardKind::leak, ScenarioSpec{}));
  for (const sim::HazardKind kind : kinds) {
    if (kind == sim::HazardKind::fence_timestamp) continue;
    CHECK(checkers.attach_requested(kind, ScenarioSpec{}));
  }
  CHECK(checkers.inspector() == nullptr);
  CHECK(checkers.attach_requested(sim::HazardKind::fence_timestamp, ScenarioSpec{}));
  CHECK(checkers.inspector() != nullptr);
}

}  // namespace drmsim::scenarios
