// The model against the recorded behaviour of the real scheduler, run by run.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "tests/support/oracle/check_recorded_runs.h"
#include "tests/support/oracle/oracle_reader.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

TEST_CASE("recorded runs: the model does what the real scheduler did") {
  check_recorded_runs({});
}

TEST_CASE("recorded runs: the scenario files say what was recorded") {
  const char* given = std::getenv("DRMSIM_ORACLE");
  const fs::path recorded =
      given != nullptr ? given : fs::path(DRMSIM_SOURCE_DIR) / "../shared/oracle";
  if (!fs::exists(recorded / "scenarios")) {
    WARN("skipped: nothing recorded at " << recorded << "; set DRMSIM_ORACLE to its folder");
    return;
  }
  for (const fs::path& file : files_in(recorded / "scenarios", ".txt")) {
    scenarios::ScenarioSpec spec = scenarios::load_oracle_scenario(file);
    const fs::path ours = (kRecordedRuns / file.stem()).replace_extension(".toml");
    scenarios::ScenarioSpec converted = scenarios::load_scenario(ours);
    converted.summary.clear();
    spec.file = converted.file;
    INFO(ours);
    CHECK((spec == converted));
  }
}

TEST_CASE("recorded runs: two things of one name are refused, with the second's line") {
  const std::string machine = "sched s\nentity e scheds=s\njob j t=0 entity=e dur=1000\n";
  const auto refusal = [&machine](const std::string& line) -> std::string {
    try {
      scenarios::parse_oracle_scenario(machine + line, "x.txt");
    } catch (const scenarios::InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  CHECK(refusal("sched s\n") == "x.txt:4:1: there are two scheds `s`");
  CHECK(refusal("entity e scheds=s\n") == "x.txt:4:1: there are two entities `e`");
  CHECK(refusal("job j t=5 entity=e dur=1000\n") == "x.txt:4:1: there are two jobs `j`");
  CHECK(refusal("job k t=5 entity=e dur=1000\n") == "accepted");
}

}  // namespace
}  // namespace drmsim::tests
