// Which fault strikes which job.
#include <catch2/catch.hpp>

#include "scenarios/drivers/common/fault_rules.h"

namespace drmsim::scenarios {
namespace {

struct Faulty {
  FaultSpec& rule(const std::string& ring, const std::string& entity) {
    FaultSpec& spec = specs.emplace_back();
    spec.ring.name = ring;
    spec.entity.name = entity;
    spec.fault.hang_attempts = 1;
    return spec;
  }
  // Whether something strikes the next job, in order of their calls.
  bool strikes(const char* entity, const char* ring, const JobFaultSpec* own = nullptr) {
    if (rules == nullptr) rules = std::make_unique<FaultRules>(world, specs, plan);
    const sim::JobTag job{world.intern("j"), ++jobs};
    return rules->strike(job, world.intern(entity), world.intern(ring), own) != nullptr;
  }

  sim::World world;
  hw::FaultPlan plan;
  std::vector<FaultSpec> specs;
  std::unique_ptr<FaultRules> rules;
  std::uint32_t jobs = 0;
};

}  // namespace

TEST_CASE("fault rules: a rule strikes so many jobs of its ring and entity, and no others") {
  Faulty faulty;
  faulty.rule("gfx", "client*").jobs = 2;
  CHECK_FALSE(faulty.strikes("client0", "sdma"));
  CHECK_FALSE(faulty.strikes("other", "gfx"));
  CHECK(faulty.strikes("client0", "gfx"));
  CHECK(faulty.strikes("client1", "gfx"));
  CHECK_FALSE(faulty.strikes("client2", "gfx"));
  CHECK(faulty.rules->struck() == 2);
  CHECK(faulty.rules->tallies()[0].met == 2);
}

TEST_CASE("fault rules: a rule that names jobs strikes these") {
  Faulty faulty;
  faulty.rule("", "").job.name = "j.1";
  CHECK_FALSE(faulty.strikes("a", "gfx"));  // j.0
  CHECK(faulty.strikes("b", "sdma"));
  CHECK_FALSE(faulty.strikes("a", "gfx"));
}

TEST_CASE(
    "fault rules: a pattern of names strikes all that fit, and what else it asks for has to") {
  Faulty by_pattern;
  FaultSpec& rule = by_pattern.rule("gfx", "");
  rule.job.name = "j.?";
  rule.jobs = 20;
  CHECK_FALSE(by_pattern.strikes("a", "sdma"));
  for (int i = 1; i < 10; ++i) CHECK(by_pattern.strikes("a", "gfx"));
  CHECK_FALSE(by_pattern.strikes("a", "gfx"));  // j.10
}

TEST_CASE("fault rules: a job meets the first rule that fits and is not used up") {
  Faulty faulty;
  faulty.rule("gfx", "").fault.slow_factor = 2;
  faulty.rule("", "a").jobs = 5;
  CHECK(faulty.strikes("a", "gfx"));
  CHECK(faulty.strikes("a", "gfx"));
  CHECK(faulty.rules->tallies()[0].struck == 1);
  CHECK(faulty.rules->tallies()[1].struck == 1);
}

TEST_CASE("fault rules: a job with a fault of its own meets no rule") {
  Faulty faulty;
  faulty.rule("gfx", "");
  JobFaultSpec own;
  CHECK_FALSE(own.any());
  own.lost_interrupt = true;
  CHECK(faulty.strikes("a", "gfx", &own));
  CHECK(faulty.rules->tallies()[0].met == 0);
  JobFaultSpec none;
  none.skip_attempts = 3;  // of nothing
  CHECK(faulty.strikes("a", "gfx", &none));
  CHECK(faulty.rules->tallies()[0].struck == 1);
}

TEST_CASE("fault rules: what does not strike has been met all the same") {
  Faulty faulty;
  faulty.rule("gfx", "").fault.probability = 0;
  CHECK_FALSE(faulty.strikes("a", "gfx"));
  CHECK_FALSE(faulty.strikes("a", "gfx"));
  CHECK(faulty.rules->tallies()[0].met == 1);
  CHECK(faulty.rules->struck() == 0);
  CHECK(faulty.plan.empty());
}

TEST_CASE("fault rules: what run_job returns is no business of the hardware's") {
  Faulty faulty;
  FaultSpec& refused = faulty.rule("gfx", "");
  refused.fault = {};
  refused.fault.run_job_returns.kind = RunJobReturns::Kind::null;
  CHECK(faulty.strikes("a", "gfx"));
  CHECK(faulty.plan.empty());
}

TEST_CASE("fault rules: a rule waits for its time") {
  Faulty faulty;
  faulty.rule("gfx", "").at_ns = 5;
  CHECK_FALSE(faulty.strikes("a", "gfx"));
  faulty.world.spawn_task("client:t", [&faulty] {
    faulty.world.cpu().sleep_until(5);
    CHECK(faulty.strikes("a", "gfx"));
  });
  faulty.world.run();
}

}  // namespace drmsim::scenarios
