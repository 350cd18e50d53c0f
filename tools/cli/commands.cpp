#include "tools/cli/commands.h"

#include "tools/cli/build_identity.h"
#include "tools/cli/command_texts.h"
#include "tools/cli/compare_options.h"
#include "tools/cli/diff_options.h"
#include "tools/cli/explore_options.h"
#include "tools/cli/import_options.h"
#include "tools/cli/option_kinds.h"
#include "tools/cli/policies_options.h"
#include "tools/cli/run_options.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

void describe(CLI::App& command) {
  const std::string name = full_name(command);
  const CommandText& text = command_text(name);
  std::string description = std::string(text.summary) + ".";
  if (*text.details != '\0') description += "\n" + wrapped(text.details, 0);
  command.description(description);
  command.footer(help_footer(text));
  for (CLI::App* below : command.get_subcommands({})) describe(*below);
}

}  // namespace

Commands::Commands() : app_("", "drmsim") {
  app_.set_version_flag("--version", build_identity_line());
  app_.require_subcommand(1);
  run = add("run");
  add_run_options(*run, run_arguments);
  test = add("test");
  add_run_options(*test, run_arguments);
  explore = add("explore");
  add_explore_options(*explore, explore_arguments);
  replay = add("replay");
  add_replay_options(*replay, replay_arguments);
  bugs = add("bugs");
  add_bugs_options(*bugs, bugs_arguments);
  compare = add("compare");
  add_compare_options(*compare, compare_arguments);
  diff = add("diff");
  add_diff_options(*diff, diff_arguments);
  policies = add("policies");
  add_policies_options(*policies, policies_arguments);
  import = add("import");
  add_import_options(*import, import_arguments);
  schema = add("schema");
  kernel = add("kernel");
  kernel_commands = add_kernel_commands(*kernel, kernel_arguments);
  list = add("list");
  add_list_options(*list, list_arguments);
  lint = add("lint");
  add_lint_options(*lint, lint_arguments);
  make = add("new");
  new_commands = add_new_commands(*make, new_arguments);
  completion = add("completion");
  add_completion_options(*completion, completion_arguments);
  man = add("man");
  add_man_options(*man, man_arguments);
  describe(app_);
}

CLI::App* Commands::add(const std::string& name) {
  return app_.add_subcommand(name, "");
}

void Commands::parse(const std::vector<std::string>& arguments) {
  if (arguments.empty()) throw CLI::CallForHelp();
  try {
    app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError&) {
    refuse_empty_assignments(arguments);  // which may be what is wrong
    throw;
  }
  refuse_empty_assignments(arguments);
  refuse_empty_words(app_);
  if (*run) finish_run_options(*run, run_arguments);
  if (*test) finish_run_options(*test, run_arguments);
  if (*explore) finish_explore_options(*explore, explore_arguments);
  if (*replay) finish_replay_options(*replay, replay_arguments);
  if (*compare) finish_compare_options(compare_arguments);
  if (*diff) finish_diff_options(diff_arguments);
  if (*policies) finish_policies_options(policies_arguments);
  if (*import) finish_import_options(import_arguments);
  for (auto* files : {&run_arguments.files, &bugs_arguments.files, &compare_arguments.files,
                      &policies_arguments.files, &diff_arguments.files}) {
    for (std::string& file : *files) file = path_of_named(file);
  }
  explore_arguments.file = path_of_named(explore_arguments.file);
}

std::string full_name(const CLI::App& command) {
  if (command.get_parent() == nullptr) return "";
  const std::string above = full_name(*command.get_parent());
  return above.empty() ? command.get_name() : above + " " + command.get_name();
}

}  // namespace drmsim::tools
