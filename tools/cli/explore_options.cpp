#include "tools/cli/explore_options.h"

#include <optional>

#include "scenarios/format/duration_text.h"
#include "tools/cli/option_kinds.h"
#include "tools/cli/override_options.h"
#include "tools/cli/run_options.h"
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
      explore.add_option("FILE", arguments.file, "A scenario (.toml); - for stdin")->type_name("");
  CLI::Option* random =
      add_number(explore, "--random", arguments.random, 1, kRandomMax,
                 "Instead of a file: N random scenarios without a mistake, each for 100 schedules, "
                 "with a strategy by its number")
          ->excludes(file);
  explore
      .add_option("--known", arguments.known,
                  "Failures that are only counted; with --random, known_failures.txt if not given")
      ->type_name("FILE");
  add_number(explore, "--small", arguments.small, 0, kRandomMax,
             "How many new failures of random scenarios are made small (10)")
      ->needs(random);
  explore
      .add_option("--on", arguments.defects,
                  "A defect in every random scenario: its id in the catalogue, or "
                  "unserialised_timeouts")
      ->allow_extra_args(false)  // one each time
      ->needs(random)
      ->type_name("NAME");
  add_choice(explore, "--strategy", search.strategy, scenarios::strategy_names(),
             "How schedules are chosen (random)");
  add_number(explore, "--schedules", search.schedules, 1, kSchedulesMax,
             "How many at most: 10000, but without limit if --time is given, and in an exhaustive "
             "search");
  explore
      .add_option_function<std::string>(
          "--time", [&arguments](const std::string& text) { set_time(arguments, text); },
          "Stop after so much wall time, as 90s; what was found then depends on the machine")
      ->type_name("T");
  add_seed(explore, search.seed, "Of the search; of the first random scenario");
  add_number(explore, "--bound", search.bound, 1, 100,
             "Deviations of delay and exhaustive; priority changes of pct (2)");
  add_number(explore, "--jobs", arguments.jobs, 1, 1024,
             "Processes; one for each processor if not given");
  add_scheduler_option(explore, arguments.scheduler);
  explore.add_flag("--keep-going", arguments.keep_going, "After a failure, look for other kinds");
  explore.add_flag("--coverage", arguments.coverage, "Print which situations were seen");
  explore.add_option("--out", arguments.out, "Folder for replay files (replays)")
      ->type_name("FOLDER");
  add_output(explore, "--json", arguments.json, "Write the results as JSON, - for stdout");
  add_output(explore, "--html", arguments.html, "Draw the failure found, with its critical choice");
  add_override_options(explore, arguments.overrides);
}

void finish_explore_options(const CLI::App& explore, ExploreArguments& arguments) {
  arguments.strategy_given = explore.count("--strategy") != 0;
  arguments.options_to_repeat = options_given(
      explore,
      {"--json", "--html", "--out", "--jobs", "--coverage", "--keep-going", "--time", "--help"});
  if (arguments.random == 0 && arguments.file.empty()) throw CLI::RequiredError("FILE");
  if (explore.count("--bound") != 0 && arguments.random == 0 &&
      arguments.search.strategy == "random") {
    throw CLI::ValidationError(
        "--bound", "means nothing to the strategy `random`; expected another --strategy with it");
  }
  if (arguments.random != 0 && explore.count("--time") != 0) {
    throw CLI::ExcludesError("--time", "--random");
  }
  if (arguments.random != 0 && !arguments.html.empty()) {
    throw CLI::ExcludesError("--html", "--random");
  }
  if (arguments.random != 0 && !arguments.overrides.empty()) {
    throw CLI::ExcludesError("--" + arguments.overrides.front().name, "--random");
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
  replay.add_option("REPLAY", arguments.file, "A replay file, as `drmsim explore` writes it")
      ->required()
      ->type_name("");
  add_output(replay, "--events", arguments.events, "Write the event log to a file, - for stdout");
  add_picture_options(replay, arguments.pictures);
  add_trace_options(replay, arguments.trace);
}

void finish_replay_options(const CLI::App& replay, const ReplayArguments& arguments) {
  check_one_to_stdout(outputs_of(arguments));
  check_trace_format(replay, arguments.trace);
  check_contexts(arguments.pictures);
}

std::vector<OutputOption> outputs_of(const ReplayArguments& arguments) {
  std::vector<OutputOption> outputs = outputs_of(arguments.trace);
  const std::vector<OutputOption> pictures = outputs_of(arguments.pictures);
  outputs.insert(outputs.end(), pictures.begin(), pictures.end());
  outputs.push_back({"--events", arguments.events});
  return outputs;
}

}  // namespace drmsim::tools
