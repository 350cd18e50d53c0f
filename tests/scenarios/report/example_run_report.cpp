// A report is plain values: it outlives the machine, can be kept and compared, and says whether a
// run was what its file expects.
#include "scenarios/report/run_report.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {

TEST_CASE("example: what one hang has cost a client, from two reports") {
  const auto report_with = [](const std::string& fault) {
    return run_scenario(parse_scenario(R"(name = "t"
ring = [{ name = "gfx", scheduler = { timeout = "1ms", hang_limit = 5 } }]
client = [{ name = "game", rings = "gfx", duration = "100us", cycles = 10 }]
)" + fault,
                                       "t.toml"));
  };
  const RunReport well = report_with("");
  const RunReport hangs = report_with("[[fault]]\nring = \"gfx\"\nfault = { hang_attempts = 1 }\n");
  CHECK(well.as_expected());
  CHECK(hangs.as_expected());  // hangs are not hazards
  CHECK(hangs.timeouts == 1);
  CHECK(hangs.faults_struck == 1);
  CHECK(hangs.faults[0].where.line == 4);
  CHECK(hangs.clients[0].latency.max_ns == well.clients[0].latency.max_ns + 1'000'000);
  // The job is replayed and ends well; its entity is guilty, and what it submits comes to nothing.
  CHECK(hangs.guilty == std::vector<std::string>{"game"});
  CHECK(hangs.clients[0].errors == 9);
  REQUIRE(hangs.errors_by_number.size() == 1);
  CHECK(hangs.errors_by_number[0].error == 125);  // positive
  CHECK(hangs.clients[0].share == Approx(1));
}

TEST_CASE(
    "example: a hazard that nobody expects, an unmet condition, or a cut is not as expected") {
  RunReport report;
  CHECK(report.as_expected());
  report.hazards.resize(1);
  CHECK_FALSE(report.as_expected());
  report.hazards[0].expected = true;
  CHECK(report.as_expected());
  report.unmet.push_back(Unmet{{}, true, "jobs", "2", "1"});
  CHECK_FALSE(report.as_expected());
  CHECK(report.unmet[0].full_key() == "always.jobs");

  RunReport cut;
  cut.end = RunEnd::max_steps;
  CHECK(is_limit(cut.end));
  CHECK_FALSE(is_limit(RunEnd::until));  // what was under way was finished
  CHECK_FALSE(cut.as_expected());
}

}  // namespace drmsim::scenarios
