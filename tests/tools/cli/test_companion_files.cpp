// The CSV files that a scenario names, in the commands: protected, part of a replay, and shrunk.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

// A driver that uses a fence which it has no reference to, as soon as a job is slow.
const std::string kFaultyDriver = R"(name = "listed"
cpu = { wakeup = { from = "wakeups.csv" } }
[[ring]]
name = "gfx"
scheduler = { credit_limit = 4, timeout = "1ms" }
driver = { reset_time = "50us", fence = "preallocated", keep_reference = false, release = "now" }
[[entity]]
name = "app"
rings = "gfx"
[[job_list]]
name = "l"
file = "lists/jobs.csv"
entity = "app"
)";

struct CompanionSet {
  ScratchFolder folder;
  std::string list = folder.write("lists/jobs.csv", "submit,duration\n0,1020us\n1us,10us\n");
  std::string wakeups = folder.write("wakeups.csv", "1us\n2us\n");
  std::string scenario = folder.write("listed.toml", kFaultyDriver);
};

}  // namespace

TEST_CASE("companion files: no output takes their place") {
  const CompanionSet files;
  for (const std::string& input : {files.list, files.wakeups}) {
    const CliRun run = drmsim({"run", files.scenario, "--events", input});
    CHECK(run.status == 2);
    CHECK(contains(run.err, "it is an input of this command"));
  }
}

TEST_CASE("companion files: a replay needs none of them") {
  const CompanionSet files;
  const CliRun found = drmsim({"explore", files.scenario, "--schedules", "10", "--jobs", "1",
                               "--out", files.folder.path("replays")});
  INFO(found.out << found.err);
  CHECK(found.status == 1);
  const std::string replay = files.folder.path("replays/listed-random-1.toml");
  CHECK(contains(file_text(replay), "\nsubmit,duration\n0,1020us\n"));
  for (const std::string& file : {files.list, files.wakeups, files.scenario}) {
    std::filesystem::remove(file);
  }
  const CliRun again = drmsim({"replay", replay});
  INFO(again.out << again.err);
  CHECK(again.status == 1);
  CHECK(contains(again.out, "failed as recorded"));
}

TEST_CASE("companion files: lint and run tell a mistake in them, and where it is") {
  const CompanionSet files;
  files.folder.write("lists/jobs.csv", "submit,duration\n0,\n");
  for (const char* command : {"lint", "run"}) {
    const CliRun run = drmsim({command, files.scenario});
    CHECK(run.status == 2);
    CHECK(contains(run.err, files.list + ":2:3: `duration` in [[job_list]] is empty; expected "));
  }
}

TEST_CASE("companion files: --delay-scale is about think times, too") {
  const CompanionSet files;
  const std::string closed = files.folder.write(
      "closed.toml",
      "name = \"c\"\n[[ring]]\nname = \"gfx\"\n[[entity]]\nname = \"app\"\nrings = \"gfx\"\n"
      "[[job_list]]\nname = \"l\"\nfile = \"lists/jobs.csv\"\nentity = \"app\"\nsubmit = "
      "\"after\"\n"
      "think = \"100us\"\n[expect.client.app]\nelapsed = \"1230us\"\n");
  const CliRun scaled = drmsim({"run", closed, "--delay-scale", "2"});
  INFO(scaled.out << scaled.err);
  CHECK(scaled.status == 0);
  CHECK(drmsim({"run", closed}).status == 1);
  CHECK(drmsim({"run", files.scenario, "--delay-scale", "2"}).status == 2);
}

}  // namespace drmsim::tests
