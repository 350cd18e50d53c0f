// A driver's job: what it has to execute, how often it was tried, and which attempts its faults
// strike.
#include "scenarios/drivers/common/driver_job.h"

#include <catch2/catch.hpp>

#include "scenarios/drivers/common/fault_rules.h"
#include "tests/scenarios/drivers/common/scheduler_bench.h"

namespace drmsim::scenarios {

TEST_CASE(
    "example: run_job refuses the attempts that a fault strikes, and those of a lost device") {
  tests::SchedulerBench bench;
  hw::FaultPlan plan;
  std::vector<FaultSpec> specs(1);
  specs[0].ring.name = "gfx";  // found out at the first attempt
  JobFaultSpec& fault = specs[0].fault;
  fault.skip_attempts = 1;
  fault.attempts = 1;
  fault.run_job_returns = {RunJobReturns::Kind::error, drm::kEio};
  FaultRules rules(bench.world, specs, plan);
  const sim::NameId gfx = bench.world.intern("gfx");

  std::vector<int> errors;  // of what would be returned; 1: go on
  bench.on_run = [&](drm::Job& scheduler_job) {
    auto& job = tests::SchedulerBench::Job::of(scheduler_job);
    CHECK(job.label() == "job");
    for (int attempt = 1; attempt <= 3; ++attempt) {
      const auto refused = job.refused(*bench.api, rules, gfx, false);
      CHECK(job.attempts == static_cast<unsigned>(attempt));
      CHECK(job.fault_strikes() == (attempt == 2));
      errors.push_back(refused.has_value() ? refused->error : 1);
    }
    errors.push_back(job.refused(*bench.api, rules, gfx, true)->error);  // the device is lost
    return drm::RunJobResult::nothing();
  };
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("job");
    bench.api->dma_fence_wait_timeout(*finished);
    bench.api->dma_fence_put(finished);
    bench.take_down();
  });
  CHECK(errors == std::vector<int>{1, -drm::kEio, 1, -drm::kEnodev});
  CHECK(bench.freed == "job ");
  CHECK(bench.world.hazards().empty());
}

}  // namespace drmsim::scenarios
