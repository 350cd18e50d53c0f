#include "tools/cli/policies_options.h"

#include "tools/cli/option_kinds.h"
#include "tools/cli/output_file.h"

namespace drmsim::tools {
namespace {

// Names with commas between, as one word: what follows it is a file.
CLI::Option* add_names(CLI::App& command, const std::string& option,
                       std::vector<std::string>& names, const std::string& description) {
  const auto set = [&names, option](const std::string& word) {
    for (const std::string& name : CLI::detail::split(word, ',')) {
      if (name.empty()) {
        throw CLI::ValidationError(option, "`" + word + "`; expected names with commas between");
      }
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  };
  return command.add_option_function<std::string>(option, set, description);
}

}  // namespace

void add_policies_options(CLI::App& policies, PoliciesArguments& arguments) {
  policies.add_option("FILE", arguments.files, "Scenarios (.toml); each is a case; - for stdin")
      ->type_name("")
      ->required();
  add_names(policies, "--policies", arguments.policies,
            "Which policies, as fifo,rr; all that a scheduler has if not given")
      ->type_name("A,B,...");
  add_names(policies, "--schedulers", arguments.schedulers,
            "On which schedulers, as model,kernel:7.3; the scenario's own, or model, if not given")
      ->type_name("A,B");
  add_number(policies, "--seeds", arguments.seeds, 1, 100'000,
             "Runs of each case, each with other random numbers and start phases (20); with fewer "
             "than 20 no policy is called the best");
  add_seed(policies, arguments.seed,
           "Of the first run, in place of the scenario's; each has the "
           "next one");
  add_duration(policies, "--series", arguments.series_ns,
               "In place of the table, how the first run of each went, in steps of 100ms for "
               "example: per cent done, cycles per second and jobs outstanding of each client");
  add_number(policies, "--jobs", arguments.jobs, 1, 1024,
             "Processes; one for each processor if not given");
  add_output(policies, "--csv", arguments.csv, "Write the rows as CSV to a file, - for stdout");
  add_output(policies, "--json", arguments.json, "Write the rows as JSON to a file, - for stdout");
}

void finish_policies_options(const PoliciesArguments& arguments) {
  if (arguments.csv == kStandardOutput && arguments.json == kStandardOutput) {
    throw CLI::ValidationError("--csv", "and --json cannot both go to stdout");
  }
  if (arguments.series_ns != 0 && !arguments.json.empty()) {
    throw CLI::ValidationError("--json", "has no series; expected --csv");
  }
}

}  // namespace drmsim::tools
