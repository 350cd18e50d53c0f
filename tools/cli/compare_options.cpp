#include "tools/cli/compare_options.h"

#include "tools/cli/option_kinds.h"
#include "tools/cli/override_options.h"

namespace drmsim::tools {

void add_compare_options(CLI::App& compare, CompareArguments& arguments) {
  compare.add_option("FILE", arguments.files, "Scenarios (.toml)")->type_name("");
  add_number(compare, "--random", arguments.random, 1, 1'000'000'000,
             "Compare so many random scenarios");
  add_seed(compare, arguments.seed, "Of the first random scenario; each has the next one");
  // As one word: what follows it is a file.
  compare
      .add_option_function<std::string>(
          "--schedulers",
          [&arguments](const std::string& names) {
            arguments.schedulers = CLI::detail::split(names, ',');
          },
          "Which two: model,kernel:6.12 unless others are named")
      ->type_name("A,B");
  compare
      .add_option("--semantics", arguments.semantics,
                  "Of the random scenarios, linux-7.3 for example; those of the kernel that is "
                  "compared unless given")
      ->type_name("NAME");
  add_number(compare, "--jobs", arguments.jobs, 1, 1024,
             "Processes; one for each processor if not given");
  compare
      .add_option("--out", arguments.out,
                  "Folder for the smallest scenarios that diverge (divergences)")
      ->type_name("FOLDER");
  add_output(compare, "--json", arguments.json, "Write the results as JSON, - for stdout");
  add_output(compare, "--html", arguments.html,
             "Draw both runs of one FILE, with the first difference");
  add_override_options(compare, arguments.overrides);
}

void finish_compare_options(const CompareArguments& arguments) {
  if (arguments.files.empty() && arguments.random == 0)
    throw CLI::RequiredError("FILE or --random");
  if (arguments.files.empty() && !arguments.overrides.empty()) {
    throw CLI::RequiresError("--" + arguments.overrides.front().name, "FILE");
  }
  if (arguments.random == 0 && !arguments.semantics.empty()) {
    throw CLI::RequiresError("--semantics", "--random");
  }
  if (!arguments.html.empty() && (arguments.files.size() != 1 || arguments.random != 0)) {
    throw CLI::ValidationError("--html", "draws one FILE");
  }
  const std::size_t named = arguments.schedulers.size();
  if (named != 0 && named != 2) {
    throw CLI::ValidationError("--schedulers", "takes two names, as in model,kernel:6.12");
  }
}

}  // namespace drmsim::tools
