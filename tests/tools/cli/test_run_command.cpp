// `drmsim run`, from its arguments to its output and exit status.
#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

constexpr const char* kClean = R"(name = "clean"
summary = "Two jobs of ten microseconds."
ring = [{ name = "gfx", scheduler = { credit_limit = 1 } }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "j", entity = "app", duration = "10us", count = 2 }]
)";

constexpr const char* kHanging = R"(name = "hanging"
ring = [{ name = "gfx" }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "stuck", entity = "app", duration = "1ns", fault = { hang_attempts = 1 } }]
)";

const std::string kBug = DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml";

TEST_CASE("drmsim run: a clean scenario gives a table and 0") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"run", folder.write("clean.toml", kClean)});
  CHECK(run.status == 0);
  CHECK(run.err.empty());
  for (const char* part : {"clean: Two jobs of ten microseconds.", "ring", "gfx", "100 %", "app",
                           "2 jobs", "20 us of virtual time", "\nok\n"}) {
    INFO(part << " in\n" << run.out);
    CHECK(contains(run.out, part));
  }
  CHECK_FALSE(contains(run.out, "\033"));
}

TEST_CASE("drmsim run: a hazard is told with its story and the way to repeat it, and gives 1") {
  const ScratchFolder folder;
  const std::string file = folder.write("hanging.toml", kHanging);
  const CliRun run = drmsim({"run", file, "--seed", "3", "--scheduler", "model"});
  CHECK(run.status == 1);
  for (const std::string& part :
       {std::string("hazard fence_never_signalled"), std::string("job stuck"),
        std::string("pushed to entity app"), "drmsim run " + file + " --scheduler model --seed 3",
        std::string("FAILED: 3 hazards")}) {
    INFO(part << " in\n" << run.out);
    CHECK(contains(run.out, part));
  }
}

TEST_CASE("drmsim run: an expected hazard is shown, and gives 1, as a test 0") {
  CHECK(drmsim({"test", kBug}).status == 0);
  const CliRun run = drmsim({"run", kBug});
  CHECK(run.status == 1);
  CHECK(contains(run.out, "expected hazard use_after_free"));
  CHECK(contains(run.out, "allocated"));
  CHECK(contains(run.out, "1 hazard, as expected: exit status 1, of `drmsim test` 0\n"));
}

TEST_CASE("drmsim run: an unmet expectation points at its line, and gives 1") {
  const ScratchFolder folder;
  const std::string file = folder.write("unmet.toml", std::string(kClean) + "expect.jobs = 3\n");
  const CliRun run = drmsim({"run", file});
  CHECK(run.status == 1);
  CHECK(contains(run.out, file + ":6:15: unmet jobs: expected 3, was 2"));
  CHECK(contains(run.out, "FAILED: 1 unmet expectation"));
}

TEST_CASE("drmsim run: mistakes in a file go to stderr, one a line, and give 2") {
  const ScratchFolder folder;
  const std::string file = folder.write("bad.toml", "name = \"bad\"\nrong = 1\n[[ring]]\nname = 5");
  const CliRun run = drmsim({"run", file});
  CHECK(run.status == 2);
  CHECK(run.out.empty());
  CHECK(contains(run.err, file + ":2:1: "));
  CHECK(contains(run.err, file + ":4:8: "));
}

TEST_CASE("drmsim run: a scenario about a kernel that is not here gives 2, and a test is skipped") {
  const ScratchFolder folder;
  const std::string file =
      folder.write("hosted.toml", "scheduler = \"kernel:no_such_tree\"\n" + std::string(kClean));
  const CliRun run = drmsim({"run", file});
  CHECK(run.status == 2);
  CHECK(contains(run.err, file + ":1:13: the scheduler `kernel:no_such_tree` is not here"));
  const CliRun test = drmsim({"test", file});
  CHECK(test.status == 0);
  CHECK(contains(test.err, file + ": skipped"));
  CHECK(drmsim({"test", file, "--scheduler", "model"}).status == 2);
}

TEST_CASE("drmsim run: what cannot be an input gives 2 and says why") {
  const ScratchFolder folder;
  const auto refused = [](const std::string& path, const std::string& words) {
    const CliRun run = drmsim({"run", path});
    INFO(run.err);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(contains(run.err, path));
    CHECK(contains(run.err, words));
  };
  refused(folder.path("absent.toml"), "no such file");
  refused(folder.write("empty.toml", ""), "empty");
  refused(folder.write("binary.toml", std::string("\x7f"
                                                  "ELF\0\0",
                                                  6)),
          "not a text file");
  refused(folder.write("notes.md", "hello"), "expected a scenario (.toml)");
  refused(folder.path("absent.md"), "no such file");
  refused(folder.path(""), "is a directory");
  refused(folder.write("bad.wsim", "1.RCS.0.0.0\n"), "Invalid duration at step 0");
  refused(folder.write("case.txt", "sched gfx\n"), "unknown kind of file; expected a scenario");
}

TEST_CASE("drmsim run: a name that is nearly that of a shipped scenario is recognised") {
  const CliRun run = drmsim({"run", "hang_repaly.toml"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "did you mean"));
  CHECK(contains(run.err, "recovery/hang_replay.toml"));
}

TEST_CASE("drmsim run: many files give a line each, and the worst exit status") {
  const ScratchFolder folder;
  const std::string clean = folder.write("clean.toml", kClean);
  const std::string hanging = folder.write("hanging.toml", kHanging);
  const CliRun both = drmsim({"run", clean, hanging, clean});
  CHECK(both.status == 1);
  CHECK(contains(both.out, "ok      " + clean + "  2 jobs"));
  CHECK(contains(both.out, "FAILED  " + hanging));
  CHECK(contains(both.out, "hazard fence_never_signalled"));

  const CliRun worse = drmsim({"run", folder.path("absent.toml"), clean});
  CHECK(worse.status == 2);
  CHECK(contains(worse.out, "ok      " + clean));
}

TEST_CASE("drmsim run: the seed of the command line takes the place of the file's") {
  const ScratchFolder folder;
  const std::string file = folder.write("drawn.toml", R"(name = "drawn"
ring = [{ name = "gfx" }]
client = [{ name = "c", rings = "gfx", duration = "1us..100us", cycles = 20 }])");
  const auto log = [&file](const std::string& seed) {
    return drmsim({"run", file, "--events", "-", "--seed", seed}).out;
  };
  CHECK(log("1") == log("1"));
  CHECK(log("1") != log("2"));
  CHECK(drmsim({"run", file, "--events", "-"}).out == log("1"));
}

TEST_CASE("drmsim run: --until ends endless clients") {
  const ScratchFolder folder;
  const std::string file = folder.write("endless.toml", R"(name = "endless"
until = "1s"
ring = [{ name = "gfx" }]
client = [{ name = "c", rings = "gfx", duration = "10us" }])");
  const CliRun run = drmsim({"run", file, "--until", "1ms"});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "1 ms of virtual time"));
  CHECK(contains(run.out, "101 jobs"));
}

}  // namespace
}  // namespace drmsim::tests
