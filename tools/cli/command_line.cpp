#include "tools/cli/command_line.h"

#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>

#include <unistd.h>

#include "scenarios/format/input_error.h"
#include "scenarios/machine/extensions.h"
#include "tools/cli/commands.h"
#include "tools/cli/compare_command.h"
#include "tools/cli/diff_command.h"
#include "tools/cli/explore_command.h"
#include "tools/cli/import_command.h"
#include "tools/cli/policies_command.h"
#include "tools/cli/random_search_command.h"
#include "tools/cli/replay_command.h"
#include "tools/cli/run_command.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/schema_command.h"
#include "tools/cli/text_wrap.h"
#include "tools/cli/usage_mistake.h"

namespace drmsim::tools {
namespace {

int run_command(const Commands& commands, const Console& console) {
  const KernelCommands& kernel = commands.kernel_commands;
  if (*commands.list) return list_scenarios(commands.list_arguments, console);
  if (*commands.lint) return lint_files(commands.lint_arguments, console);
  if (*commands.new_commands.scenario) return new_scenario(commands.new_arguments, console);
  if (*commands.new_commands.policy) return new_policy(commands.new_arguments, console);
  if (*commands.new_commands.driver) return new_driver(commands.new_arguments, console);
  if (*commands.completion) {
    return print_completion(commands.app(), commands.completion_arguments, console);
  }
  if (*commands.man) return print_man_page(commands.app(), commands.man_arguments, console);
  if (*kernel.fetch) return fetch_kernel(commands.kernel_arguments, console);
  if (*kernel.build) return build_kernel(commands.kernel_arguments, console);
  if (*kernel.list) return list_kernels(commands.kernel_arguments, console);
  if (*commands.explore) {
    return commands.explore_arguments.random != 0
               ? explore_random_scenarios(commands.explore_arguments, console)
               : explore_scenario(commands.explore_arguments, console);
  }
  if (*commands.schema) return print_schema(console);
  if (*commands.bugs) return check_bugs(commands.bugs_arguments, console);
  if (*commands.replay) return replay_failure(commands.replay_arguments, console);
  if (*commands.compare) {
    return compare_inputs(commands.compare_arguments, scenarios::Extensions::of_program(), console);
  }
  if (*commands.diff) {
    return diff_runs(commands.diff_arguments, scenarios::Extensions::of_program(), console);
  }
  if (*commands.policies) {
    return compare_policies(commands.policies_arguments, scenarios::Extensions::of_program(),
                            console);
  }
  if (*commands.import) {
    return import_capture(commands.import_arguments, scenarios::Extensions::of_program(), console);
  }
  RunArguments arguments = commands.run_arguments;
  arguments.hazards_may_pass = commands.test->parsed();
  return run_inputs(arguments, console);
}

int parse_and_run(const std::vector<std::string>& arguments, const Console& console) {
  Commands commands;
  try {
    commands.parse(arguments);
  } catch (const CLI::Success& wanted) {  // help or version
    // Without any argument the help is an answer to a mistake.
    commands.app().exit(wanted, arguments.empty() ? console.err : console.out, console.err);
    return arguments.empty() ? kBadInput : kAsExpected;
  } catch (const CLI::ParseError& error) {
    console.err << printable(usage_mistake(commands.app(), error));
    return kBadInput;
  }
  return run_command(commands, console);
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
    console.err << printable(error.what()) << "\n" << meant_instead(error);
  } catch (const std::exception& error) {
    console.err << "drmsim: " << printable(error.what()) << "\n";
  }
  return kBadInput;
}

}  // namespace drmsim::tools
