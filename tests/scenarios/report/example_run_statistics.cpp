// Statistics of a machine that a program runs itself: an observer of jobs, told what to list, and
// when the run is over.
#include "scenarios/report/run_statistics.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/run_report.h"

namespace drmsim::scenarios {

TEST_CASE("example: statistics of a machine, without a report of everything") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", scheduler = { credit_limit = 1 } }]
entity = [{ name = "app", rings = "gfx" }]
client = [{ name = "game", rings = "gfx", duration = "10us", cycles = 3 }]
job = [{ name = "last", entity = "app", at = "40us", duration = "5us" }])",
                                           "t.toml");
  RunStatistics statistics;
  MachineOptions options;
  options.job_observers.push_back(&statistics);
  Machine machine(spec, options);
  const sim::NameId last = machine.world().intern("last");
  const sim::NameId never = machine.world().intern("never");
  statistics.declare_client(machine.world().intern("idle"));  // never submits
  statistics.watch(last);
  statistics.watch(never);
  machine.run();
  statistics.end(machine.world().now());

  CHECK(statistics.quiescent());
  CHECK(statistics.end_ns() == 45'000);
  CHECK(statistics.jobs() == 4);
  REQUIRE(statistics.clients().size() == 3);
  CHECK(statistics.clients()[0].jobs == 0);
  CHECK(statistics.clients()[1].cycles == 3);
  CHECK(statistics.clients()[1].latency.max() == 10'000);
  CHECK(statistics.rings()[0].busy_ns == 35'000);
  CHECK(statistics.finish_of(last).order == 4);
  CHECK_FALSE(statistics.finish_of(never).finished);

  const RunReport report = summarise(statistics, machine.world().names());
  CHECK(report.clients[2].name == "app");  // single jobs are their entity's
  CHECK(report.rings[0].busy == Approx(35.0 / 45));
}

}  // namespace drmsim::scenarios
