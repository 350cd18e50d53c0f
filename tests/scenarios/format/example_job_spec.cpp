// Jobs with what goes wrong with them, and faults that strike whoever comes: set by a program.
#include "scenarios/format/job_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

JobSpec job_named(const std::string& name) {
  JobSpec job;
  job.name = name;
  job.entity.name = "app";
  job.duration = sim::Delay::fixed(10'000);
  return job;
}

}  // namespace

TEST_CASE("example: a job that the hardware refuses, and one that waits for it") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "t.toml");
  JobSpec refused = job_named("refused");
  CHECK_FALSE(refused.fault.any());
  refused.fault.run_job_returns = {RunJobReturns::Kind::error, 5};  // ERR_PTR(-EIO)
  JobSpec after = job_named("after");
  after.after.push_back(NameRef{"refused", {}});
  spec.jobs = {refused, after};
  const RunReport report = run_scenario(spec);
  CHECK(report.jobs == 2);
  REQUIRE(report.errors_by_number.size() == 1);  // a dependency's error is no error of its own
  CHECK(report.errors_by_number[0].error == 5);
  CHECK(report.virtual_time_ns == 10'000);
}

TEST_CASE("example: a fault strikes so many jobs from a moment on, by ring and not by name") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "t.toml");
  for (int i = 0; i < 4; ++i) {
    spec.jobs.push_back(job_named("j" + std::to_string(i)));
    spec.jobs.back().at_ns = static_cast<sim::TimeNs>(i) * 100'000;
  }
  FaultSpec slow;
  slow.ring.name = "gfx";
  slow.at_ns = 100'000;
  slow.jobs = 2;
  slow.fault.slow_factor = 3;
  spec.faults.push_back(slow);
  const RunReport report = run_scenario(spec);
  CHECK(report.faults_struck == 2);
  CHECK(report.rings[0].execution.min_ns == 10'000);
  CHECK(report.rings[0].execution.max_ns == 30'000);
  CHECK(report.rings[0].execution.mean_ns == 20'000);
}

}  // namespace drmsim::scenarios
