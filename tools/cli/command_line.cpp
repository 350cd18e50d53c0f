#include "tools/cli/command_line.h"

#include <algorithm>
#include <exception>
#include <optional>

#include <CLI/CLI.hpp>

#include "scenarios/format/duration_text.h"
#include "tools/cli/build_identity.h"
#include "tools/cli/list_command.h"
#include "tools/cli/run_command.h"

namespace drmsim::tools {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  drmsim list                                       the scenarios that come with drmsim\n"
    "  drmsim run scenarios/recovery/hang_replay.toml    run one and show what happened\n"
    "  drmsim run scenarios/*/*.toml                     run many, a line for each\n"
    "  drmsim run x.toml --events - | grep job=x1        every event of one job\n"
    "  drmsim run x.toml --seed 7 --json report.json     other random numbers, results as data\n"
    "\n"
    "Exit status: 0 as expected, 1 a hazard or an unmet expectation, 2 bad input.";

CLI::Option* add_run_options(CLI::App& run, RunArguments& arguments) {
  run.add_option("FILE", arguments.files, "Scenarios (.toml) or scheduler test cases (.txt)")
      ->required()
      ->type_name("");
  run.add_option("--events", arguments.events,
                 "Write the event log to a file, - for standard output")
      ->type_name("FILE");
  run.add_option("--json", arguments.json, "Write the results as JSON, - for standard output")
      ->type_name("FILE");
  run.add_option("--seed", arguments.seed,
                 "Of every number that the run draws, in place of the "
                 "scenario's own")
      ->type_name("N");
  run.add_flag("--hash", arguments.hash, "Print the hash of the event log: same run, same hash");
  return run
      .add_option_function<std::string>(
          "--until",
          [&arguments](const std::string& text) {
            const std::optional<sim::TimeNs> until = scenarios::parse_duration(text);
            if (!until.has_value() || *until == 0) {
              throw CLI::ValidationError("--until", "`" + text +
                                                        "` is not a duration; expected a number "
                                                        "and a unit, as in 500us, 20ms or 1.5s");
            }
            arguments.until_ns = *until;
          },
          "Let clients stop at this moment of virtual time")
      ->type_name("T");
}

int parse_and_run(const std::vector<std::string>& arguments, const Console& console) {
  CLI::App app(
      "Runs GPUs that do not exist, with a drm/sched scheduler above them, in virtual time.",
      "drmsim");
  app.footer(kExamples);
  app.set_version_flag("--version", build_identity_line());
  app.require_subcommand(1);

  RunArguments run_arguments;
  CLI::App* run = app.add_subcommand("run", "Run scenario files and report");
  add_run_options(*run, run_arguments);
  CLI::App* list = app.add_subcommand("list", "List the scenarios that come with drmsim");

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    return app.exit(error, console.out, console.err) == 0 ? kAsExpected : kBadInput;
  }
  if (*list) return list_scenarios(console);
  return run_files(run_arguments, console);
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, const Console& console) {
  try {
    return parse_and_run(arguments, console);
  } catch (const std::exception& error) {
    console.err << "drmsim: " << error.what() << "\n";
    return kBadInput;
  }
}

}  // namespace drmsim::tools
