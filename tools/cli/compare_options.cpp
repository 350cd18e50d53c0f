#include "tools/cli/compare_options.h"

#include <CLI/CLI.hpp>

namespace drmsim::tools {

void add_compare_options(CLI::App& compare, CompareArguments& arguments) {
  compare.add_option("FILE", arguments.files, "Scenarios (.toml), scheduler test cases (.txt)")
      ->type_name("");
  compare.add_option("--random", arguments.random, "Compare so many random scenarios")
      ->check(CLI::Range(1, 1'000'000'000))
      ->type_name("N");
  compare
      .add_option("--seed", arguments.seed, "Of the first random scenario; each has the next one")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N");
  compare
      .add_option("--schedulers", arguments.schedulers,
                  "Which two: model,kernel:6.12 unless others are named")
      ->delimiter(',')
      ->type_name("A,B");
  compare
      .add_option("--semantics", arguments.semantics,
                  "Of the random scenarios, linux-6.1 for example; those of the kernel that is "
                  "compared unless given")
      ->type_name("NAME");
  compare.add_option("--jobs", arguments.jobs, "Processes; one for each processor if not given")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  compare
      .add_option("--out", arguments.out,
                  "Folder for the smallest scenarios that diverge (divergences)")
      ->type_name("FOLDER");
  compare.add_option("--json", arguments.json, "Write the results as JSON, - for stdout")
      ->type_name("FILE");
}

void finish_compare_options(const CompareArguments& arguments) {
  if (arguments.files.empty() && arguments.random == 0)
    throw CLI::RequiredError("FILE or --random");
  const std::size_t named = arguments.schedulers.size();
  if (named != 0 && named != 2) {
    throw CLI::ValidationError("--schedulers", "takes two names, as in model,kernel:6.12");
  }
}

}  // namespace drmsim::tools
