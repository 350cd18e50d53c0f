// A failure as a replay file: what was shrunk, in what it was found, and where it goes.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include "scenarios/format/scenario_overrides.h"
#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/replay_writer.h"

namespace drmsim::tools {
namespace {

using tests::ScratchFolder;

ReplayOrigin origin_of(const std::string& scenario) {
  ReplayOrigin origin;
  origin.scenario = scenario;
  origin.scenario_text = "name = \"s\"\n[[ring]]\nname = \"gfx\"\n";
  origin.scheduler = "model";
  origin.strategy = "pct";
  return origin;
}

// Found in schedule 70 with three deviations, shrunk to one.
ExploredFailure shrunk_failure() {
  ExploredFailure explored;
  explored.found.schedule = 70;
  explored.found.deviations = {{1, 1}, {2, 1}, {3, 1}};
  explored.shrunk.failure = explored.found;
  explored.shrunk.failure.schedule = 2;
  explored.shrunk.failure.deviations = {{UINT64_MAX / 4, 1}};
  explored.shrunk.failure.seed = INT64_MAX;
  explored.shrunk.failure.choices = 500;
  explored.shrunk.failure.identity = "leak of \"job\"";
  explored.shrunk.failure.hazard.message = "a job\nleaks";
  explored.story.event_log_hash = UINT64_MAX;
  return explored;
}

}  // namespace

TEST_CASE("replay writer: the small failure is written, with the schedule that found it") {
  const ScratchFolder folder;
  ExploredFailure explored = shrunk_failure();
  write_replay(explored, origin_of("dir/s.toml"), folder.path("out"), "s-pct-1");
  REQUIRE(explored.replay_file == folder.path("out/s-pct-1.toml"));
  CHECK(explored.not_written.empty());
  const scenarios::ReplayFile replay = scenarios::load_replay(explored.replay_file);
  CHECK(replay.schedule == 70);
  CHECK((replay.deviations == explored.shrunk.failure.deviations));
  CHECK(replay.seed == INT64_MAX);
  CHECK(replay.choices == 500);
  CHECK(replay.identity == "leak of \"job\"");
  CHECK(replay.message == "a job\nleaks");
  CHECK(replay.event_log_hash == UINT64_MAX);
  CHECK(replay.scenario == "dir/s.toml");
  CHECK(replay.scenario_text == origin_of("").scenario_text);
  CHECK(replay.strategy == "pct");
  CHECK((replay.kernel == scenarios::ReplayKernel{}));  // the model is no kernel
}

TEST_CASE("replay writer: a scenario of any name can be told in TOML") {
  for (const std::string& name :
       {std::string("a b.toml"), std::string("gr\u00fcn.toml"), std::string("q\"\\.toml"),
        std::string("n\nl\x1b.toml"), std::string("bad\xff.toml")}) {
    const ScratchFolder folder;
    ExploredFailure explored = shrunk_failure();
    write_replay(explored, origin_of(name), folder.path(""), "s");
    const scenarios::ReplayFile replay = scenarios::load_replay(explored.replay_file);
    const bool is_utf8 = name.find('\xff') == std::string::npos;
    CHECK(replay.scenario == (is_utf8 ? name : "bad\uFFFD.toml"));
  }
}

TEST_CASE("replay writer: an unmet expectation is told in its place") {
  scenarios::Failure failure;
  failure.unmet.emplace();
  failure.unmet->expected = "3";
  failure.unmet->actual = "2";
  CHECK(replay_of(failure, origin_of("s"), 0).message == "is 2, 3 expected");
}

TEST_CASE("replay writer: overrides are of the failure") {
  ReplayOrigin origin = origin_of("s");
  origin.overrides = scenarios::overrides_from_text("policy=rr");
  const std::string text = replay_of(scenarios::Failure{}, origin, 0).overrides;
  CHECK(scenarios::overrides_text(scenarios::overrides_from_text(text)) == text);
  CHECK(text.find("rr") != std::string::npos);
}

TEST_CASE("replay writer: a file that cannot be written leaves the failure, and the reason") {
  const ScratchFolder folder;
  folder.write("file", "");
  ExploredFailure explored = shrunk_failure();
  write_replay(explored, origin_of("s"), folder.path("file"), "s");
  CHECK(explored.replay_file.empty());
  CHECK(explored.not_written.rfind("cannot write " + folder.path("file/s.toml") + ": ", 0) == 0);
}

}  // namespace drmsim::tools
