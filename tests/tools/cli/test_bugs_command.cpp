// `drmsim bugs`: what it says of a bug that is there, of one that is not, and of a repair that is
// none.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

// An entity that never ran is destroyed, which hangs with the switch.
std::string never_ran(const std::string& switches, const std::string& bug) {
  return "name = \"never_ran\"\n" + switches + R"(
ring = [{ name = "gfx" }]
entity = [{ name = "app", rings = "gfx" }]
action = [{ at = "1us", do = "destroy", entity = "app" }]

[bug]
id = "C9"
fix = "none"
)" + bug;
}

const std::string kSwitch = "defects = [\"C9\"]\n";

CliRun bugs(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "bugs");
  for (const char* argument : {"--seeds", "2", "--schedules", "20", "--jobs", "1"}) {
    arguments.emplace_back(argument);
  }
  return drmsim(arguments);
}

}  // namespace

TEST_CASE("drmsim bugs: a bug that is found, and its repair is clean, give 0") {
  const ScratchFolder folder;
  const std::string file =
      folder.write("never_ran.toml", never_ran(kSwitch, "hazards = \"stall\"\n"));
  const CliRun run = bugs({file});
  INFO(run.out << run.err);
  CHECK(run.status == 0);
  for (const char* part : {"C9", "never_ran", "stall", "1 (1)", "clean"}) {
    CHECK(contains(run.out, part));
  }
  const CliRun json = bugs({file, "--json", "-"});
  CHECK(contains(json.out, "\"must_be_found\": true"));
  CHECK(contains(json.out, "\"missed\": 0"));
}

TEST_CASE("drmsim bugs: a bug that is not there is missed, and gives 1") {
  const ScratchFolder folder;
  const std::string file = folder.write("gone.toml", never_ran("", "hazards = \"stall\"\n"));
  const CliRun run = bugs({file, "--scheduler", "model"});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "never"));
  CHECK(
      contains(run.out, file + ": missed; to repeat: drmsim bugs " + file + " --scheduler model"));
}

TEST_CASE("drmsim bugs: a repair that shows a hazard is told, and gives 1") {
  const ScratchFolder folder;
  folder.write("twin.toml", never_ran(kSwitch, "hazards = \"stall\"\n"));
  const std::string file =
      folder.write("bug.toml", never_ran(kSwitch, "hazards = \"stall\"\ntwin = \"twin.toml\"\n"));
  const CliRun run = bugs({file});
  CHECK(run.status == 1);
  CHECK(contains(run.out, file + ": the repaired scenario has a hazard; to repeat: drmsim bugs "));
}

TEST_CASE("drmsim bugs: a file without a bug is none") {
  const CliRun run = bugs({DRMSIM_SOURCE_DIR "/scenarios/files/recovery/slot_hang.toml"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "has no [bug]; expected a file that says which bug it shows"));
}

}  // namespace drmsim::tests
