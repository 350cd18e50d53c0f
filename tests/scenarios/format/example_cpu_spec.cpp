// What the CPU takes time for, and when it is taken away: by default nothing and never.
#include "scenarios/format/cpu_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: the latency of a job of 10 us, with what the CPU costs") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\n"), "t.toml");
  const auto latency_ns = [&spec] { return run_scenario(spec).clients.at(0).latency.max_ns; };
  CHECK(latency_ns() == 10'000);
  spec.cpu.wakeup = sim::Delay::fixed(3'000);  // of the worker that calls run_job()
  CHECK(latency_ns() == 13'000);
  spec.cpu.submit = sim::Delay::fixed(7'000);  // before its push: no part of the latency
  CHECK(latency_ns() == 13'000);
  // At the end another worker wakes up, to free the job.
  CHECK(run_scenario(spec).virtual_time_ns == 7'000 + 13'000 + 3'000);

  PreemptSpec preempt;  // of the run worker, the first time that it takes a lock
  preempt.role = "run";
  preempt.point = sim::Point::lock;
  preempt.duration_ns = 50'000;
  preempt.where.line = 12;
  spec.preempts.push_back(preempt);
  CHECK(latency_ns() == 63'000);
  spec.preempts[0].occurrence = 9'999;  // a moment that never comes is no mistake, but is told
  const RunReport report = run_scenario(spec);
  REQUIRE(report.unused_preempts.size() == 1);
  CHECK(report.unused_preempts[0].where.line == 12);
}

}  // namespace drmsim::scenarios
