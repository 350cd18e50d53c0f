#include "tools/cli/command_shape.h"

#include <iterator>
#include <map>

#include <CLI/CLI.hpp>

#include "tools/cli/commands.h"
#include "tools/cli/option_kinds.h"

namespace drmsim::tools {
namespace {

Takes takes_of(const CLI::Option& option, const std::string& value) {
  static const std::map<std::string, Takes> kByValue = {
      {"FOLDER", Takes::folder},       {"TREE", Takes::file},      {"REPLAY", Takes::file},
      {"SCHEDULER", Takes::scheduler}, {"A,B", Takes::schedulers}, {"COMMAND", Takes::command}};
  if (option.get_items_expected_max() == 0) return Takes::nothing;
  if (!choices_of(option).empty()) return Takes::words;
  if (value == "FILE") return option.get_positional() ? Takes::scenario : Takes::file;
  const auto found = kByValue.find(value);
  return found == kByValue.end() ? Takes::other : found->second;
}

OptionShape shape_of_option(const CLI::Option& option) {
  OptionShape shape;
  for (const std::string& name : option.get_snames()) shape.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) shape.names.push_back("--" + name);
  shape.value = option.get_positional() ? option.get_name(true) : option.get_type_name();
  shape.takes = takes_of(option, shape.value);
  if (shape.takes == Takes::nothing) shape.value.clear();
  shape.words = choices_of(option);
  shape.description = option.get_description();
  shape.group = option.get_group();
  shape.required = option.get_required();
  shape.many = option.get_items_expected_max() > 1;
  return shape;
}

}  // namespace

CommandShape shape_of(const CLI::App& command) {
  CommandShape shape;
  shape.path = full_name(command);
  shape.name = command.get_name();
  for (const CLI::Option* option : command.get_options()) {
    auto& list = option->get_positional() ? shape.arguments : shape.options;
    list.push_back(shape_of_option(*option));
  }
  for (const CLI::App* below : command.get_subcommands({})) {
    shape.commands.push_back(shape_of(*below));
  }
  return shape;
}

std::vector<const CommandShape*> all_commands(const CommandShape& command) {
  std::vector<const CommandShape*> all{&command};
  for (const CommandShape& below : command.commands) {
    const std::vector<const CommandShape*> more = all_commands(below);
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace drmsim::tools
