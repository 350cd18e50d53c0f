// `drmsim new scenario` and `drmsim lint`.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/machine/extensions.h"
#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

TEST_CASE("drmsim new scenario: a file that runs clean, is a test of itself, and stays so") {
  const ScratchFolder folder;
  const std::string file = folder.path("mine.toml");
  const CliRun made = drmsim({"new", "scenario", folder.path("mine")});
  CHECK(made.status == 0);
  CHECK(contains(made.out, "drmsim explore " + file));
  const std::string text = file_text(file);
  CHECK(contains(text, "\nname      = \"mine\"\n"));
  CHECK(contains(text, "\n# "));
  CHECK(drmsim({"lint", file}).status == 0);
  const CliRun run = drmsim({"run", file});
  INFO(run.out);
  CHECK(run.status == 0);
  CHECK(contains(run.out, "1 timeout, 1 reset"));
  CHECK(drmsim({"test", file}).status == 0);
  for (const char* strategy : {"random", "pct", "delay"}) {
    const CliRun explored = drmsim({"explore", file, "--strategy", strategy, "--schedules", "200",
                                    "--jobs", "1", "--out", folder.path("replays")});
    INFO(explored.out);
    CHECK(explored.status == 0);
  }
}

TEST_CASE("drmsim new policy, new driver: a project, and nothing that is there is touched") {
  struct Kind {
    const char* what;
    const char* registered;
    const char* in_scenario;
    const char* ours;
  };
  for (const Kind& kind :
       {Kind{"policy", "mine.policies.add(\"own\", ", "policy = \"own\"", "fair"},
        Kind{"driver", "mine.drivers.add(\"own\", ", "kind = \"own\"", "slot"}}) {
    INFO(kind.what);
    const ScratchFolder folder;
    const CliRun made = drmsim({"new", kind.what, folder.path("own")});
    CHECK(made.status == 0);
    CHECK(contains(made.out, "cmake -S " + folder.path("own")));
    CHECK(contains(file_text(folder.path("own/CMakeLists.txt")), "add_executable(own own.cpp)"));
    CHECK(contains(file_text(folder.path("own/own.cpp")), kind.registered));
    CHECK(contains(file_text(folder.path("own/own.toml")), kind.in_scenario));
    const std::string before = file_text(folder.path("own/own.cpp"));
    for (const char* name : {"own", "no/folder", "two words", "a.b", "a:b", "9", "", "test",
                             "INSTALL", "zero_check", kind.ours}) {
      INFO(name);
      const CliRun run = drmsim({"new", kind.what, folder.path(name)});
      CHECK(run.status == 2);
      CHECK(run.out.empty());
      CHECK_FALSE(run.err.empty());
    }
    CHECK(file_text(folder.path("own/own.cpp")) == before);
  }
}

TEST_CASE("drmsim new scenario: nothing that is there is replaced, and no name is bad") {
  const ScratchFolder folder;
  const std::string mine = folder.write("mine.toml", "mine");
  fs::create_symlink(folder.path("nowhere"), folder.path("link.toml"));
  for (const std::string& name :
       {std::string("mine"), std::string("mine.toml"), std::string("link"),
        std::string("no/folder"), std::string("two words"), std::string("a\"b"), std::string("")}) {
    INFO(name);
    const CliRun run = drmsim({"new", "scenario", folder.path(name)});
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK_FALSE(run.err.empty());
  }
  CHECK(file_text(mine) == "mine");
  CHECK(folder.files() == std::vector<std::string>{"link.toml", "mine.toml"});
  CHECK(contains(drmsim({"new", "scenario", folder.path("mine")}).err, "it is there already"));
}

TEST_CASE("drmsim lint: every file is told, and one mistake gives 2") {
  const ScratchFolder folder;
  const std::string good = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
  const std::string bug = DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml";
  const std::string workload = folder.write("w.wsim", "1.RCS.500.0.0\n");
  const CliRun clean = drmsim({"lint", good, bug, workload, "hang_replay"});
  CHECK(clean.status == 0);
  CHECK(clean.err.empty());
  for (const std::string& file : {good, bug, workload}) {
    CHECK(contains(clean.out, file + ": ok\n"));
  }
  // What only the machine knows, what the reader knows, what is no scenario at all.
  const std::string policy = folder.write(
      "policy.toml", "name = \"p\"\n[[ring]]\nname = \"r\"\nscheduler.policy = \"fiffo\"\n");
  const std::string keys = folder.write("keys.toml", "name = \"k\"\nrong = 1\n");
  const std::string broken = folder.write("broken.wsim", "1.RCS\n");
  const CliRun run = drmsim({"lint", policy, keys, good, broken, folder.path("none.toml"),
                             folder.path(""), folder.write("x.md", "x")});
  CHECK(run.status == 2);
  CHECK(contains(run.err, policy + ":4:20: there is no policy `fiffo`; did you mean `fifo`?"));
  CHECK(contains(run.err, keys + ":2:1: unknown key `rong`"));
  CHECK(contains(run.err, "none.toml: no such file"));
  CHECK(contains(run.err, "is a directory; expected a file"));
  CHECK(contains(run.err, "x.md: unknown kind of file"));
  CHECK(contains(run.out, policy + ": 1 mistake\n" + keys + ": "));
  CHECK(contains(run.out, good + ": ok\n" + broken + ": 1 mistake\n"));
  CHECK(contains(run.out, "none.toml: 1 mistake\n"));
}

TEST_CASE("drmsim: a file that is not there is told, with the shipped one that was meant") {
  const std::string meant = "scenarios/files/recovery/hang_replay.toml?\n";
  for (const char* command : {"run", "test", "explore", "lint", "bugs"}) {
    for (const char* file : {"hang_repaly.toml", "hang_repaly", "recovery/hang_repaly"}) {
      INFO(command << " " << file);
      const CliRun run = drmsim({command, file});
      CHECK(run.status == 2);
      CHECK(contains(run.err, std::string(file) + ": no such file\ndid you mean "));
      CHECK(contains(run.err, meant));
    }
  }
}

TEST_CASE("drmsim: a replay file is no scenario, and says who runs it") {
  const ScratchFolder folder;
  const std::string failing = DRMSIM_SOURCE_DIR "/tests/tools/explore/one_reference.toml";
  drmsim({"explore", failing, "--jobs", "1", "--out", folder.path("out")});
  const std::string replay = folder.path("out/one_reference-random-1.toml");
  std::vector<std::string> commands = {"run", "test", "explore", "bugs"};
  // Which first looks for the kernel that it compares with.
  if (scenarios::Extensions::of_program().schedulers.find("kernel:6.12") != nullptr) {
    commands.emplace_back("compare");
  }
  for (const std::string& command : commands) {
    const CliRun run = drmsim({command, replay});
    CHECK(run.status == 2);
    CHECK(contains(run.err, "is a replay file, which `drmsim replay` runs; expected a scenario"));
  }
}

TEST_CASE("drmsim lint: a replay file, and a scenario about a kernel that is not here") {
  const ScratchFolder folder;
  const std::string failing = DRMSIM_SOURCE_DIR "/tests/tools/explore/one_reference.toml";
  CHECK(drmsim({"explore", failing, "--jobs", "1", "--out", folder.path("")}).status == 1);
  CHECK(drmsim({"lint", folder.path("one_reference-random-1.toml")}).status == 0);
  const std::string far = folder.write(
      "far.toml", "name = \"far\"\nscheduler = \"kernel:nonesuch\"\n[[ring]]\nname = \"r\"\n");
  const CliRun run = drmsim({"lint", far});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "ok (as far as can be told without its scheduler, `kernel:nonesuch`)"));
}

}  // namespace
}  // namespace drmsim::tests
