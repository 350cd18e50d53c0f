#include "tools/cli/explore_options.h"

#include <optional>

#include <CLI/CLI.hpp>

#include "scenarios/format/duration_text.h"
#include "tools/cli/scheduler_option.h"

namespace drmsim::tools {
namespace {

void set_time(ExploreArguments& arguments, const std::string& text) {
  const std::optional<sim::TimeNs> time = scenarios::parse_duration(text);
  if (!time.has_value() || *time == 0) {
    throw CLI::ValidationError(
        "--time", "`" + text + "` is not a duration; expected a number and a unit, as in 90s");
  }
  arguments.seconds = static_cast<double>(*time) / 1e9;
}

}  // namespace

void add_explore_options(CLI::App& explore, ExploreArguments& arguments) {
  scenarios::SearchOptions& search = arguments.search;
  CLI::Option* file =
      explore
          .add_option("FILE", arguments.file, "A scenario (.toml) or scheduler test case (.txt)")
          ->type_name("");
  CLI::Option* random =
      explore
          .add_option("--random", arguments.random,
                      "Instead of a file: N random scenarios without a mistake, each for 100 "
                      "schedules, with a strategy by its number")
          ->check(CLI::Range(std::uint64_t{1}, kRandomMax))
          ->excludes(file)
          ->type_name("N");
  explore
      .add_option("--known", arguments.known,
                  "Failures that are only counted; with --random, known_failures.txt if not given")
      ->type_name("FILE");
  explore
      .add_option("--small", arguments.small,
                  "How many new failures of random scenarios are made small (10)")
      ->needs(random)
      ->type_name("N");
  explore
      .add_option("--on", arguments.defects,
                  "A defect in every random scenario: a switch of `semantics`, or "
                  "unserialised_timeouts")
      ->needs(random)
      ->type_name("NAME");
  explore.add_option("--strategy", search.strategy, "random, pct, delay or exhaustive")
      ->check(CLI::IsMember(scenarios::strategy_names()))
      ->type_name("S");
  explore
      .add_option("--schedules", search.schedules,
                  "How many at most: 10000, but without limit if --time is given, and in an "
                  "exhaustive search")
      ->check(CLI::Range(std::uint64_t{1}, kSchedulesMax))
      ->type_name("N");
  explore
      .add_option_function<std::string>(
          "--time", [&arguments](const std::string& text) { set_time(arguments, text); },
          "Stop after so much wall time, as 90s; what was found then depends on the machine")
      ->type_name("T");
  explore.add_option("--seed", search.seed, "Of the search")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  explore
      .add_option("--bound", search.bound,
                  "Deviations of delay and exhaustive; priority changes of pct (2)")
      ->check(CLI::Range(1, 100))
      ->type_name("N");
  explore.add_option("--jobs", arguments.jobs, "Processes; one for each processor if not given")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  add_scheduler_option(explore, arguments.scheduler);
  explore.add_flag("--keep-going", arguments.keep_going, "After a failure, look for other kinds");
  explore.add_flag("--coverage", arguments.coverage, "Print which situations were seen");
  explore.add_option("--out", arguments.out, "Folder for replay files (replays)")
      ->type_name("FOLDER");
  explore.add_option("--json", arguments.json, "Write the results as JSON, - for stdout")
      ->type_name("FILE");
}

void finish_explore_options(const CLI::App& explore, ExploreArguments& arguments) {
  arguments.strategy_given = explore.count("--strategy") != 0;
  if (arguments.random == 0 && arguments.file.empty()) throw CLI::RequiredError("FILE");
  if (arguments.random != 0 && explore.count("--time") != 0) {
    throw CLI::ExcludesError("--time", "--random");
  }
  if (explore.count("--schedules") != 0) return;
  if (arguments.random != 0) {
    arguments.search.schedules = kSchedulesOfRandom;
    return;
  }
  if (explore.count("--time") != 0) arguments.search.schedules = kSchedulesMax;
  if (arguments.search.strategy == "exhaustive") arguments.search.schedules = 0;
}

void add_replay_options(CLI::App& replay, ReplayArguments& arguments) {
  replay.add_option("FILE", arguments.file, "A replay file, as `drmsim explore` writes it")
      ->required()
      ->type_name("");
  replay.add_option("--events", arguments.events, "Write the event log to a file, - for stdout")
      ->type_name("FILE");
}

}  // namespace drmsim::tools
