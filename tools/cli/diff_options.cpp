#include "tools/cli/diff_options.h"

#include "scenarios/format/seed.h"
#include "tools/cli/option_kinds.h"

namespace drmsim::tools {
namespace {

// As one word: what follows it is a file.
void add_two(CLI::App& diff, const std::string& option, std::vector<std::string>& two,
             const std::string& description) {
  const auto set = [&two, option](const std::string& word) {
    two = CLI::detail::split(word, ',');
    if (two.size() != 2 || two[0].empty() || two[1].empty()) {
      throw CLI::ValidationError(option, "`" + word + "`; expected two, with a comma between");
    }
  };
  diff.add_option_function<std::string>(option, set, description)->type_name("A,B");
}

}  // namespace

void add_diff_options(CLI::App& diff, DiffArguments& arguments) {
  diff.add_option("FILE", arguments.files, "Two scenarios (.toml), or one that is run in two ways")
      ->type_name("")
      ->required();
  add_two(diff, "--policies", arguments.policies, "Of one FILE under two policies, as fifo,rr");
  add_two(diff, "--schedulers", arguments.schedulers,
          "Of one FILE on two schedulers, as kernel:6.12,kernel:7.3");
  add_two(diff, "--seeds", arguments.seeds, "Of one FILE with two seeds, as 1,2");
  add_seed(diff, arguments.seed, "Of both runs, in place of their own");
  add_output(diff, "--html", arguments.html, "Draw both, one above the other");
  add_output(diff, "--json", arguments.json, "Write the figures as JSON to a file, - for stdout");
}

void finish_diff_options(const DiffArguments& arguments) {
  std::size_t lists = 0;
  for (const auto* list : {&arguments.policies, &arguments.schedulers, &arguments.seeds}) {
    if (!list->empty()) ++lists;
  }
  if (arguments.files.size() > 2) throw CLI::ValidationError("FILE", "takes two at most");
  if (arguments.files.size() == 2 && lists != 0) {
    throw CLI::ValidationError("FILE", "is one where two ways to run it are named");
  }
  if (lists > 1) {
    throw CLI::ValidationError("--policies", "--schedulers and --seeds exclude each other");
  }
  if (arguments.files.size() == 1 && lists != 1) {
    throw CLI::ValidationError("FILE",
                               "is one: expected a second, or one of --policies, --schedulers and "
                               "--seeds");
  }
  if (!arguments.seeds.empty() && arguments.seed.has_value()) {
    throw CLI::ExcludesError("--seed", "--seeds");
  }
  for (const std::string& seed : arguments.seeds) {
    number_of("--seeds", seed, 0, scenarios::kSeedMax);
  }
}

}  // namespace drmsim::tools
