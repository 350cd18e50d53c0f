// The command line as a whole: every command with its options, and where what they say goes.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tools/cli/bugs_command.h"
#include "tools/cli/compare_arguments.h"
#include "tools/cli/diff_arguments.h"
#include "tools/cli/explore_arguments.h"
#include "tools/cli/import_arguments.h"
#include "tools/cli/kernel_command.h"
#include "tools/cli/lint_command.h"
#include "tools/cli/list_command.h"
#include "tools/cli/new_command.h"
#include "tools/cli/pages_command.h"
#include "tools/cli/policies_arguments.h"
#include "tools/cli/run_arguments.h"

namespace drmsim::tools {

class Commands {
 public:
  Commands();
  Commands(const Commands&) = delete;
  Commands& operator=(const Commands&) = delete;

  // Without the program's name. Throws CLI::ParseError.
  void parse(const std::vector<std::string>& arguments);

  const CLI::App& app() const { return app_; }

  CLI::App* run;
  CLI::App* test;
  CLI::App* explore;
  CLI::App* replay;
  CLI::App* bugs;
  CLI::App* compare;
  CLI::App* diff;
  CLI::App* policies;
  CLI::App* import;
  CLI::App* schema;
  CLI::App* kernel;
  KernelCommands kernel_commands;
  CLI::App* list;
  CLI::App* lint;
  CLI::App* make;  // `drmsim new`
  NewCommands new_commands;
  CLI::App* completion;
  CLI::App* man;

  RunArguments run_arguments;  // of test, too
  ExploreArguments explore_arguments;
  ReplayArguments replay_arguments;
  BugsArguments bugs_arguments;
  CompareArguments compare_arguments;
  DiffArguments diff_arguments;
  PoliciesArguments policies_arguments;
  ImportArguments import_arguments;
  KernelArguments kernel_arguments;
  ListArguments list_arguments;
  LintArguments lint_arguments;
  NewArguments new_arguments;
  CompletionArguments completion_arguments;
  ManArguments man_arguments;

 private:
  CLI::App* add(const std::string& name);
  CLI::App app_;
};

// As it is called, without `drmsim`: "kernel build". Empty for drmsim itself.
std::string full_name(const CLI::App& command);

}  // namespace drmsim::tools
