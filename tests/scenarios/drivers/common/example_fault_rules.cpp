// What goes wrong with a job: the hardware's part is in its plan, run_job's part is the driver's,
// and what each [[fault]] has done is counted.
#include "scenarios/drivers/common/fault_rules.h"

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::scenarios {

TEST_CASE(
    "example: a driver asks for each job what is to go wrong, and the hardware knows its part") {
  sim::World world;
  hw::FaultPlan plan;
  std::vector<FaultSpec> specs(1);
  specs[0].entity.name = "game*";
  specs[0].jobs = 2;
  specs[0].fault.slow_factor = 3;
  FaultRules rules(world, specs, plan);
  const sim::NameId gfx = world.intern("gfx");
  const auto strike = [&](const char* job, const char* entity, const JobFaultSpec* own = nullptr) {
    return rules.strike({world.intern(job)}, world.intern(entity), gfx, own);
  };
  CHECK(strike("a", "desktop") == nullptr);
  CHECK(plan.empty());
  const JobFaultSpec* slow = strike("b", "game1");
  CHECK(slow == &specs[0].fault);
  JobFaultSpec own;
  own.hang_attempts = 1;
  CHECK(strike("c", "game1", &own) == &own);  // meets no [[fault]]
  CHECK(strike("d", "game2") != nullptr);
  CHECK(strike("e", "game2") == nullptr);  // it has struck its two

  for (const char* job : {"b", "c"}) plan.count_attempt({world.intern(job)});
  CHECK(plan.strike({world.intern("b")}, 10'000).duration_ns == 30'000);
  CHECK(plan.strike({world.intern("c")}, 10'000).hangs);
  CHECK_FALSE(plan.strike({world.intern("a")}, 10'000).hangs);
  CHECK(rules.struck() == 3);
  REQUIRE(rules.tallies().size() == 1);
  CHECK(rules.tallies()[0].spec == &specs[0]);
  CHECK(rules.tallies()[0].struck == 2);
}

}  // namespace drmsim::scenarios
