// `--html`, `--perfetto` and `--jobs` of the commands that draw.
#include <sstream>

#include <catch2/catch.hpp>

#include "sched/api/drm_api.h"
#include "tests/tools/cli/support/cli_run.h"
#include "tests/tools/cli/support/sleepy_scheduler.h"
#include "tools/cli/compare_command.h"

namespace drmsim::tests {
namespace {

const std::string kHang = DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml";
const std::string kFoundByExploring =
    DRMSIM_SOURCE_DIR "/scenarios/files/bugs/freed_before_callback.toml";

TEST_CASE(
    "drmsim run: --html, --perfetto and --jobs write a file each, whole, and the report stays") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"run", kHang, "--html", folder.path("a.html"), "--perfetto",
                             folder.path("b.pftrace"), "--jobs", folder.path("c.csv")});
  CHECK(run.status == 0);
  CHECK(contains(run.out, "of virtual time"));
  CHECK(folder.files() == std::vector<std::string>{"a.html", "b.pftrace", "c.csv"});
  const std::string page = file_text(folder.path("a.html"));
  CHECK(contains(page, "<title>hang_replay: One client hangs the ring"));
  CHECK(contains(page, "5 jobs (2 ECANCELED), 1 fault, 2 timeouts"));
  CHECK(contains(file_text(folder.path("b.pftrace")), "timedout_job x1"));
  CHECK(contains(file_text(folder.path("c.csv")), "\ny1,good,gfx,6000,"));
}

TEST_CASE("drmsim run: a picture does not change the run") {
  const ScratchFolder folder;
  const CliRun plain = drmsim({"run", kHang, "--events", "-"});
  const CliRun drawn = drmsim({"run", kHang, "--events", "-", "--html", folder.path("a.html")});
  CHECK(drawn.out == plain.out);
}

TEST_CASE("drmsim run: --jobs to stdout writes nothing else there") {
  const CliRun run = drmsim({"run", kHang, "--jobs", "-"});
  CHECK(run.out.rfind("job,client,ring,", 0) == 0);
  CHECK_FALSE(contains(run.out, "of virtual time"));
  CHECK(contains(run.err, "of virtual time"));
}

TEST_CASE("drmsim run: one picture is of one run") {
  const ScratchFolder folder;
  for (const char* option : {"--html", "--perfetto", "--jobs"}) {
    const CliRun run = drmsim({"run", kHang, kHang, option, folder.path("a")});
    CHECK(run.status == 2);
    CHECK(contains(run.err, std::string(option) + ": takes the log of one run"));
  }
  CHECK(folder.files().empty());
}

TEST_CASE("drmsim run: a picture of a scenario that cannot be read is not written") {
  const ScratchFolder folder;
  const std::string file = folder.write("x.toml", "name = \"x\"\nrng = 1\n");
  CHECK(drmsim({"run", file, "--html", folder.path("a.html")}).status == 2);
  CHECK(folder.files() == std::vector<std::string>{"x.toml"});
}

TEST_CASE("drmsim explore: --html draws the failure with its critical choice, and so does replay") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"explore", kFoundByExploring, "--scheduler", "model", "--jobs", "1",
                             "--out", folder.path("found"), "--html", folder.path("a.html")});
  INFO(run.out << run.err);
  REQUIRE(run.status == 1);
  const std::string page = file_text(folder.path("a.html"));
  CHECK(contains(page, "\"critical\""));
  CHECK(contains(page, "\"preempt\""));
  CHECK(contains(page, "<h2>Failure</h2>"));

  const std::string replay = folder.path("found/freed_before_callback-random-1.toml");
  const CliRun again = drmsim({"replay", replay, "--html", folder.path("b.html")});
  CHECK(again.status == 1);
  CHECK(contains(file_text(folder.path("b.html")), "<h2>Failure</h2>"));
}

TEST_CASE("drmsim explore: with nothing to draw --html says so, and writes no file") {
  const ScratchFolder folder;
  const CliRun run = drmsim({"explore", kHang, "--schedules", "5", "--jobs", "1", "--out",
                             folder.path("found"), "--html", folder.path("a.html")});
  CHECK(run.status == 0);
  CHECK(contains(run.err, "nothing failed"));
  CHECK(folder.files().empty());
  CHECK(contains(drmsim({"explore", "--random", "1", "--html", "a.html"}).err, "--html"));
}

TEST_CASE("drmsim compare: --html draws both runs, and marks the first difference in each") {
  scenarios::Extensions extensions;
  add_sleepy(extensions);
  const ScratchFolder folder;
  tools::CompareArguments arguments;
  arguments.files = {kHang};
  arguments.schedulers = {"model", "sleepy"};
  arguments.jobs = 1;
  arguments.out = folder.path("out");
  arguments.html = folder.path("a.html");
  std::ostringstream out, err;
  CHECK(tools::compare_inputs(arguments, extensions, tools::Console{out, err}) == 1);
  const std::string page = file_text(folder.path("a.html"));
  CHECK(contains(page, "hang_replay: model and sleepy"));
  CHECK(contains(page, "{\"name\":\"model\""));
  CHECK(contains(page, "{\"name\":\"sleepy\""));
  const std::size_t first = page.find("\"first difference\"");
  REQUIRE(first != std::string::npos);
  CHECK(page.find("\"first difference\"", first + 1) != std::string::npos);
}

TEST_CASE("drmsim compare: --html is of one file") {
  CHECK(contains(drmsim({"compare", kHang, kHang, "--html", "a"}).err, "draws one FILE"));
  CHECK(contains(drmsim({"compare", "--random", "2", "--html", "a"}).err, "draws one FILE"));
}

}  // namespace
}  // namespace drmsim::tests
