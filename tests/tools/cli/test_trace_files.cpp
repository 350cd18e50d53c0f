// `--ftrace`, `--trace-dat`, `--trace-format` and `--vcd` of `drmsim run` and `drmsim replay`.
#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

const std::string kHangs = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";

TEST_CASE("drmsim run: --ftrace to stdout writes nothing else there") {
  const CliRun run = drmsim({"run", kHangs, "--ftrace", "-"});
  CHECK(run.status == 0);
  CHECK(run.out.rfind("# tracer: nop\n", 0) == 0);
  CHECK(contains(run.out, ": drm_sched_job_done: fence=3:1 signaled\n"));
  CHECK_FALSE(contains(run.out, "of virtual time"));
  CHECK(contains(run.err, "of virtual time"));
}

TEST_CASE("drmsim run: --trace-format is the names of drm/sched's events") {
  const std::string old = drmsim({"run", kHangs, "--ftrace", "-", "--trace-format", "6.12"}).out;
  CHECK(contains(old, ": drm_sched_process_job: fence=ffff888"));
  CHECK_FALSE(contains(old, "drm_sched_job_done"));
  const std::string stable = drmsim({"run", kHangs, "--ftrace", "-", "--trace-format", "6.17"}).out;
  CHECK(stable == drmsim({"run", kHangs, "--ftrace", "-"}).out);
}

TEST_CASE("drmsim run: all traces of one run, and the report on stdout") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"run", kHangs, "--ftrace", folder.path("text"), "--trace-dat",
                             folder.path("dat"), "--vcd", folder.path("vcd")});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "of virtual time"));
  CHECK(folder.files() == std::vector<std::string>{"dat", "text", "vcd"});
  CHECK(file_text(folder.path("text")) == drmsim({"run", kHangs, "--ftrace", "-"}).out);
  CHECK(file_text(folder.path("dat")) == drmsim({"run", kHangs, "--trace-dat", "-"}).out);
  CHECK(file_text(folder.path("vcd")) == drmsim({"run", kHangs, "--vcd", "-"}).out);
  CHECK_FALSE(contains(run.out, "--ftrace"));
}

TEST_CASE("drmsim run: a trace is of one run") {
  const ScratchFolder folder;
  for (const char* option : {"--ftrace", "--trace-dat", "--vcd"}) {
    const CliRun run = drmsim({"run", kHangs, kHangs, option, folder.path("trace")});
    CHECK(run.status == 2);
    CHECK(contains(run.err, std::string(option) + ": takes the log of one run, and there are 2"));
  }
  CHECK(folder.files().empty());
}

TEST_CASE("drmsim run: only one output goes to stdout") {
  const CliRun run = drmsim({"run", kHangs, "--json", "-", "--vcd", "-"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--json: and --vcd cannot both go to stdout"));
}

TEST_CASE("drmsim run: --trace-format of nothing is a mistake") {
  const CliRun run = drmsim({"run", kHangs, "--trace-format", "6.12", "--vcd", "-"});
  CHECK(run.status == 2);
  CHECK(contains(run.err, "--trace-format: is of --ftrace and --trace-dat"));
  CHECK(drmsim({"run", kHangs, "--ftrace", "-", "--trace-format", "5.0"}).status == 2);
}

TEST_CASE("drmsim run: a trace is whole or not there, and replaces no input") {
  const ScratchFolder folder;
  const std::string bad = folder.write("bad.toml", "name = 1\n");
  CHECK(
      drmsim({"run", bad, "--trace-dat", folder.path("dat"), "--vcd", folder.path("vcd")}).status ==
      2);
  CHECK(folder.files() == std::vector<std::string>{"bad.toml"});
  for (const char* option : {"--ftrace", "--trace-dat", "--vcd"}) {
    const CliRun run = drmsim({"run", bad, option, bad});
    CHECK(run.status == 2);
    CHECK(contains(run.err, "it is an input of this command"));
  }
  const CliRun twice =
      drmsim({"run", kHangs, "--ftrace", folder.path("x"), "--vcd", folder.path("x")});
  CHECK(contains(twice.err, "another output goes there"));
}

TEST_CASE("drmsim replay: writes the traces of the failure") {
  const ScratchFolder folder;
  const std::string bug = DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml";
  drmsim({"explore", bug, "--schedules", "50", "--out", folder.path("replays")});
  const std::string replay = folder.path("replays/run_job_single_reference-random-1.toml");
  REQUIRE_FALSE(file_text(replay).empty());
  const CliRun run = drmsim({"replay", replay, "--ftrace", "-", "--trace-dat", folder.path("dat"),
                             "--vcd", folder.path("vcd")});
  CHECK(run.status == 1);
  CHECK(contains(run.out, ": drm_sched_job_run: dev=drmsim.0, fence="));
  CHECK(contains(run.out, ": hazard: name=use_after_free\n"));
  CHECK(contains(run.err, "failed as recorded"));
  CHECK(file_text(folder.path("dat")).size() > 4096);
  CHECK(contains(file_text(folder.path("vcd")), "$enddefinitions"));
  const CliRun both = drmsim({"replay", replay, "--events", "-", "--vcd", "-"});
  CHECK(both.status == 2);
  CHECK(contains(both.err, "cannot both go to stdout"));
}

}  // namespace
}  // namespace drmsim::tests
