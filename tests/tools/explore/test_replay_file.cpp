// Replay files: written, read again, also those of former versions, and what is said of mistakes.
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tools/explore/replay_file.h"

namespace drmsim::scenarios {

// As written before replay files were sections; the text of a kernel's has line ends in one line.
TEST_CASE("replay file: a file of a former version says what it said") {
  const std::string text = R"toml(# A run that fails. Repeat it with: drmsim replay FILE
# stall of drm_sched_job in check (recovery_checker.cpp)
scenario       = "scenarios/a.toml"
overrides      = "ring.gfx.slots = 4"
build          = "drmsim 0.1.0"
scheduler      = "kernel:6.12"
kernel_release = "6.12.1"
kernel_sources = "abc"
kernel_build   = "drmsim kernel build \"TREE\""
strategy       = "pct"
schedule       = 31
seed           = 9223372036854775807
identity       = "stall of drm_sched_job in check (recovery_checker.cpp)"
message        = "two\u000alines\\"
event_log_hash = "0x00000000000000ff"
choices        = 120
# The choices that differ from a plain run: [which, option taken].
deviations     = [
  [3, 1], [5, 2],
]
# The scenario, whole: the file of that name is not needed.
scenario_text  = '''
name = "a"
'''
)toml";
  ReplayFile expected;
  expected.scenario = "scenarios/a.toml";
  expected.scenario_text = "name = \"a\"\n";
  expected.overrides = "ring.gfx.slots = 4";
  expected.build = "drmsim 0.1.0";
  expected.scheduler = "kernel:6.12";
  expected.kernel = {"6.12.1", "abc", "drmsim kernel build \"TREE\""};
  expected.strategy = "pct";
  expected.schedule = 31;
  expected.seed = INT64_MAX;
  expected.choices = 120;
  expected.deviations = {{3, 1}, {5, 2}};
  expected.identity = "stall of drm_sched_job in check (recovery_checker.cpp)";
  expected.message = "two\nlines\\";
  expected.event_log_hash = 0xff;
  CHECK(parse_replay(text, "r.toml") == expected);
  // The same but for the escape of a line's end.
  std::string now = text;
  now.replace(now.find("\\u000a"), 6, "\\n");
  CHECK(replay_text(expected) == now);
}

TEST_CASE("replay file: what is written is read again") {
  ReplayFile replay;
  replay.scenario = "scenarios/a \"b\".toml";
  replay.scenario_text = "name = \"a\"\n# \\ \"b\" \xc3\xa9\n";
  replay.build = "drmsim 0.1.0";
  replay.scheduler = "model";
  replay.strategy = "pct";
  replay.schedule = 17;
  replay.seed = 99;
  replay.choices = 1000;
  for (unsigned i = 1; i < 20; ++i) replay.deviations.push_back({i * 7, i});
  replay.identity = "6.12: use_after_free of drm_sched_job in drm_sched_fini (x.c)";
  replay.message = "two\nlines\\";
  replay.event_log_hash = ~std::uint64_t{0};
  CHECK(parse_replay(replay_text(replay), "r.toml") == replay);
  replay.deviations.clear();
  replay.kernel = {"6.12.1", "abc", "drmsim kernel build \"TREE\""};
  CHECK(parse_replay(replay_text(replay), "r.toml") == replay);
}

TEST_CASE("replay file: it holds any scenario") {
  ReplayFile replay;
  for (const std::string text :
       {"", "\n", "\n\nx = 1", "a = '''\nb'''\n", "a = 'b'", "a = \"\"\"\nb \\\n  \xc3\xa9\"\"\"\n",
        "x = 1\r\ny = ''''2''''\r\n", "tab\t\x7f\x01'''\\\n\"\"\"\"\n"}) {
    replay.scenario_text = text;
    CHECK(parse_replay(replay_text(replay), "r.toml") == replay);
  }
}

TEST_CASE("replay file: mistakes are named with their place") {
  const auto refusal = [](const std::string& from, const std::string& to) -> std::string {
    ReplayFile replay;
    replay.deviations = {{3, 1}, {5, 1}};
    std::string text = replay_text(replay);
    text.replace(text.find(from), from.size(), to);
    try {
      parse_replay(text, "r.toml");
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  const std::string unknown = refusal("seed  ", "sead  ");
  CHECK(unknown.substr(0, unknown.find('?')) ==
        "r.toml:8:1: unknown key `sead` in the replay file; did you mean `seed`");
  CHECK(refusal("seed           = 1\n", "") ==
        "r.toml:1:1: the replay file has no `seed`; expected an integer from 0 to "
        "9223372036854775807");
  CHECK(refusal("seed           = 1", "seed           = -1") ==
        "r.toml:8:18: `seed` in the replay file is -1; expected an integer from 0 to "
        "9223372036854775807");
  CHECK_THAT(refusal("[5, 1]", "[2, 1]"), Catch::Contains("expected a list of [choice, option]"));
  CHECK_THAT(refusal("[5, 1]", "[5, 0]"), Catch::Contains("expected a list of [choice, option]"));
  CHECK_THAT(refusal("[5, 1]", "7"), Catch::Contains("expected a list of [choice, option]"));
  CHECK_THAT(refusal("\"0x0000000000000000\"", "\"zero\""), Catch::Contains("`event_log_hash`"));
  CHECK_THAT(refusal("[5, 1]", "[5, 4294967296]"), Catch::Contains("options from 1"));
  CHECK_THAT(refusal("choices   ", "other = 1\nchoices   "),
             Catch::Contains("unknown key `other`"));
  CHECK(refusal("seed", "seed") == "accepted");
}

}  // namespace drmsim::scenarios
