// Our scheduler against the recorded behaviour of the real one, scenario by scenario.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/machine/machine.h"
#include "tests/tools/oracle/support/oracle_trace.h"
#include "tools/oracle/oracle_reader.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string run(const fs::path& scenario) {
  const scenarios::ScenarioSpec spec = scenarios::load_oracle_scenario(scenario);
  LogText log;
  scenarios::MachineOptions options;
  options.observers = {&log};
  scenarios::Machine machine(spec, options);
  log.use(machine.world().names());
  machine.run();
  for (const sim::Hazard& hazard : machine.world().hazards().all()) {
    UNSCOPED_INFO(sim::hazard_name(hazard.kind) << ": " << hazard.message);
  }
  CHECK(machine.world().hazards().empty());
  return log.text();
}

// Compares every scenario of a folder with the trace of the same name; returns how many there were.
std::size_t compare_all(const fs::path& folder) {
  const auto files = scenarios_in(folder / "scenarios");
  std::size_t divergent = 0;
  for (const fs::path& scenario : files) {
    const auto expected = behaviour_lines(contents(folder / "traces" / scenario.filename()));
    const std::string difference = first_difference(expected, behaviour_lines(run(scenario)));
    INFO(scenario.filename().string() << " diverges at " << difference);
    CHECK(difference.empty());
    divergent += difference.empty() ? 0 : 1;
  }
  INFO(divergent << " of " << files.size() << " diverge");
  CHECK(divergent == 0);
  return files.size();
}

TEST_CASE("oracle: the recorded scenarios become scenario files that read as they did") {
  const fs::path ours = fs::path(DRMSIM_SOURCE_DIR) / "tests/tools/oracle/scenarios";
  const char* given = std::getenv("DRMSIM_ORACLE");
  const fs::path all =
      (given != nullptr ? given : fs::path(DRMSIM_SOURCE_DIR) / "../shared/oracle") / "scenarios";
  for (const fs::path& folder : {ours, all}) {
    if (!fs::exists(folder)) continue;
    for (const fs::path& file : scenarios_in(folder)) {
      scenarios::ScenarioSpec spec = scenarios::load_oracle_scenario(file);
      if (!std::isalpha(static_cast<unsigned char>(spec.name[0]))) spec.name = "o" + spec.name;
      INFO(spec.file);
      const std::string text = scenarios::scenario_text(spec);
      CHECK((scenarios::parse_scenario(text, spec.file) == spec));
    }
  }
}

TEST_CASE("oracle: two things of one name are refused, with the second's line") {
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

TEST_CASE("oracle: the golden scenarios behave as on the real scheduler") {
  CHECK(compare_all(fs::path(DRMSIM_SOURCE_DIR) / "tests/tools/oracle") >= 12);
}

TEST_CASE("oracle: all recorded scenarios behave as on the real scheduler") {
  const char* given = std::getenv("DRMSIM_ORACLE");
  const fs::path folder =
      given != nullptr ? given : fs::path(DRMSIM_SOURCE_DIR) / "../shared/oracle";
  if (!fs::exists(folder / "scenarios")) {
    WARN("skipped: no recorded scenarios at " << folder << "; set DRMSIM_ORACLE to their folder");
    return;
  }
  CHECK(compare_all(folder) >= 1);
}

}  // namespace
}  // namespace drmsim::tests
