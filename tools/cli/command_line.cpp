#include "tools/cli/command_line.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>

#include <unistd.h>
#include <CLI/CLI.hpp>

#include "scenarios/format/input_error.h"
#include "tools/cli/bugs_command.h"
#include "tools/cli/build_identity.h"
#include "tools/cli/compare_command.h"
#include "tools/cli/compare_options.h"
#include "tools/cli/explore_command.h"
#include "tools/cli/explore_options.h"
#include "tools/cli/kernel_command.h"
#include "tools/cli/list_command.h"
#include "tools/cli/random_search_command.h"
#include "tools/cli/replay_command.h"
#include "tools/cli/run_command.h"
#include "tools/cli/run_options.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

constexpr const char* kDescription =
    "Runs GPUs that do not exist, with a drm/sched scheduler above them, in virtual time.";

constexpr const char* kExamples =
    "Examples:\n"
    "  drmsim list                                     the scenarios that come with drmsim\n"
    "  drmsim run hang_replay                          run one and show what happened\n"
    "  drmsim run scenarios/*/*.toml                   run many, a line for each\n"
    "  drmsim run x.toml --events - | grep job=x1      every event of one job\n"
    "  drmsim run x.toml --seed 7 --json report.json   other random numbers, results as data\n"
    "  drmsim test scenarios/bugs/*.toml               files that show a bug on purpose\n"
    "  drmsim explore x.toml --strategy pct            look for a schedule that breaks it\n"
    "  drmsim replay replays/x-pct-1.toml              fail in the same way again\n"
    "  drmsim run media_17i7.wsim -c 4 -r 100          four clients of a workload, as gem_wsim\n"
    "  drmsim compare --random 1000                    does the model do what the kernel does\n"
    "  drmsim kernel build \"$(drmsim kernel fetch 7.3)\"  then: --scheduler kernel:7.3\n"
    "  drmsim kernel build ~/linux --name mine         then: --scheduler kernel:mine\n"
    "\n"
    "Exit status: 0 clean and as expected, 1 a hazard or an unmet expectation, 2 bad input;\n"
    "of `drmsim test`: 0 also with the hazards that a file expects; of `drmsim compare`: 0\n"
    "equivalent, 1 a divergence.\n";

int parse_and_run(const std::vector<std::string>& arguments, const Console& console) {
  CLI::App app(kDescription, "drmsim");
  app.footer(kExamples);
  app.set_version_flag("--version", build_identity_line());
  app.require_subcommand(1);

  RunArguments run_arguments;
  CLI::App* run = app.add_subcommand("run", "Run scenarios and workloads, and report");
  run->footer(kExamples);
  add_run_options(*run, run_arguments);
  CLI::App* test = app.add_subcommand(
      "test", "Run scenarios as tests: what [expect] says, hazards included, is right");
  test->footer(kExamples);
  add_run_options(*test, run_arguments);
  ExploreArguments explore_arguments;
  CLI::App* explore =
      app.add_subcommand("explore", "Try many schedules of a scenario, and tell of each failure");
  explore->footer(kExamples);
  add_explore_options(*explore, explore_arguments);
  ReplayArguments replay_arguments;
  CLI::App* replay = app.add_subcommand("replay", "Repeat a failure that explore has found");
  add_replay_options(*replay, replay_arguments);
  BugsArguments bugs_arguments;
  CLI::App* bugs = app.add_subcommand("bugs", "Check that known bugs are found, and only they");
  add_bugs_options(*bugs, bugs_arguments);
  CompareArguments compare_arguments;
  CLI::App* compare = app.add_subcommand(
      "compare", "Run scenarios on two schedulers, and show where their behaviour parts");
  compare->footer(kExamples);
  add_compare_options(*compare, compare_arguments);
  KernelArguments kernel_arguments;
  CLI::App* kernel =
      app.add_subcommand("kernel", "Kernel trees whose drm/sched scenarios can run on");
  const KernelCommands kernel_commands = add_kernel_commands(*kernel, kernel_arguments);
  CLI::App* list = app.add_subcommand("list", "List the scenarios that come with drmsim");

  try {
    if (arguments.empty()) throw CLI::CallForHelp();
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    if (*run) finish_run_options(*run, run_arguments);
    if (*test) finish_run_options(*test, run_arguments);
    if (*explore) finish_explore_options(*explore, explore_arguments);
    if (*compare) finish_compare_options(compare_arguments);
  } catch (const CLI::ParseError& error) {
    // Without any argument the help is an answer to a mistake.
    std::ostream& out = arguments.empty() ? console.err : console.out;
    const int status = app.exit(error, out, console.err);
    return status == 0 && !arguments.empty() ? kAsExpected : kBadInput;
  }
  for (auto* files : {&run_arguments.files, &bugs_arguments.files, &compare_arguments.files}) {
    for (std::string& file : *files) file = path_of_named(file);
  }
  explore_arguments.file = path_of_named(explore_arguments.file);
  if (*list) return list_scenarios(console);
  if (*kernel_commands.fetch) return fetch_kernel(kernel_arguments, console);
  if (*kernel_commands.build) return build_kernel(kernel_arguments, console);
  if (*kernel_commands.list) return list_kernels(kernel_arguments, console);
  if (*explore) {
    return explore_arguments.random != 0 ? explore_random_scenarios(explore_arguments, console)
                                         : explore_scenario(explore_arguments, console);
  }
  if (*bugs) return check_bugs(bugs_arguments, console);
  if (*replay) return replay_failure(replay_arguments, console);
  if (*compare) {
    return compare_inputs(compare_arguments, scenarios::Extensions::built_in(), console);
  }
  run_arguments.hazards_may_pass = test->parsed();
  return run_inputs(run_arguments, console);
}

}  // namespace

namespace {

// What was printed has to arrive: a full disk behind stdout is no success. The stream does not keep
// the reason; it is asked for once more.
int delivered(int status, const Console& console) {
  console.out.flush();
  if (console.out) return status;
  const bool asked = &console.out == &std::cout && write(STDOUT_FILENO, "\n", 1) < 0;
  console.err << "drmsim: cannot write to stdout: "
              << (asked ? std::strerror(errno) : "what was printed is lost") << "\n";
  return kBadInput;
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, const Console& console) {
  try {
    return delivered(parse_and_run(arguments, console), console);
  } catch (const scenarios::InputError& error) {
    console.err << printable(error.what()) << "\n";
  } catch (const std::exception& error) {
    console.err << "drmsim: " << printable(error.what()) << "\n";
  }
  return kBadInput;
}

}  // namespace drmsim::tools
