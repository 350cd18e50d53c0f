// How long a search goes on, and what its progress line says.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/explore_command.h"
#include "tools/cli/explore_options.h"
#include "tools/cli/search_progress.h"

namespace drmsim::tests {
namespace {

tools::ExploreArguments parsed(std::vector<std::string> words) {
  CLI::App app;
  tools::ExploreArguments arguments;
  tools::add_explore_options(app, arguments);
  std::reverse(words.begin(), words.end());
  app.parse(words);
  tools::finish_explore_options(app, arguments);
  return arguments;
}

TEST_CASE("explore options: a search without a number of schedules ends with its time") {
  CHECK(parsed({"x.toml"}).search.schedules == 10'000);
  CHECK(parsed({"x.toml", "--time", "2s"}).search.schedules == tools::kSchedulesMax);
  CHECK(parsed({"x.toml", "--time", "2s", "--schedules", "7"}).search.schedules == 7);
  CHECK(parsed({"x.toml", "--strategy", "exhaustive"}).search.schedules == 0);
  CHECK(parsed({"x.toml", "--strategy", "exhaustive", "--time", "2s"}).search.schedules == 0);
}

TEST_CASE("search progress: how much is left, of the schedules or of the time") {
  double now = 100;
  std::ostringstream terminal;
  const auto line_of = [&](double seconds_max, double expected) {
    now = 100;
    terminal.str("");
    tools::SearchProgress progress(terminal, true, seconds_max, [&now] { return now; });
    scenarios::SearchSoFar so_far;
    so_far.schedules = 5000;
    now += 2;
    progress.update(so_far, expected);
    return terminal.str();
  };
  CHECK(line_of(0, 10'000) ==
        "\r\033[K5,000 of about 10,000 schedules, 2.5 k/s, 0 outcomes, 0 hazards, 2 s left");
  CHECK(line_of(5, 1e9) ==
        "\r\033[K5,000 of about 1 G schedules, 2.5 k/s, 0 outcomes, 0 hazards, 3 s left");
  CHECK(line_of(5, tools::kSchedulesMax) ==
        "\r\033[K5,000 schedules, 2.5 k/s, 0 outcomes, 0 hazards, 3 s left");
}

TEST_CASE("search progress: a terminal sees that failures are shrunk and explained") {
  const ScratchFolder folder;
  tools::ExploreArguments arguments;
  arguments.file = DRMSIM_SOURCE_DIR "/scenarios/files/bugs/freed_before_callback.toml";
  arguments.search.strategy = "pct";
  arguments.jobs = 1;
  arguments.out = folder.path("replays");
  std::ostringstream out;
  std::ostringstream err;
  tools::Console console{out, err};
  console.err_is_terminal = true;
  CHECK(tools::explore_scenario(arguments, console) == 1);
  const std::string text = err.str();
  CHECK(text.find("\r\033[Kshrinking and explaining failure 1 of 1") != std::string::npos);
  CHECK(text.substr(text.size() - 4) == "\r\033[K");
}

}  // namespace
}  // namespace drmsim::tests
