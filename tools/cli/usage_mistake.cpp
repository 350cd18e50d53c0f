#include "tools/cli/usage_mistake.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/suggest.h"

namespace drmsim::tools {
namespace {

// The command that was called, as far as it is known; the one above it, if a word that nobody knows
// stands there.
const CLI::App& called(const CLI::App& app) {
  const auto below = app.get_subcommands();
  return below.empty() || !app.remaining().empty() ? app : called(*below.front());
}

std::string call_of(const CLI::App& command) {
  const std::string name = full_name(command);
  return name.empty() ? "drmsim" : "drmsim " + name;
}

std::vector<std::string> options_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> commands_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* below : command.get_subcommands({})) names.push_back(below->get_name());
  return names;
}

// "; did you mean `--events`?" or who has an option of that name.
std::string about_option(const CLI::App& app, const CLI::App& command, const std::string& option) {
  const auto nearest = scenarios::closest(option, options_of(command));
  if (nearest.has_value()) return "; did you mean `" + *nearest + "`?";
  std::vector<std::string> others;
  for (const CLI::App* other : app.get_subcommands({})) {
    const auto names = options_of(*other);
    if (std::find(names.begin(), names.end(), option) == names.end()) continue;
    others.push_back("drmsim " + other->get_name());
  }
  if (others.empty()) return "";
  return "; it belongs behind " + scenarios::either_of(others);
}

std::string about_word(const CLI::App& app, const CLI::App& command, const std::string& word) {
  if (word.size() > 1 && word.front() == '-') {
    const std::string option = word.substr(0, word.find('='));
    return fmt::format("there is no option `{}`{}", option, about_option(app, command, option));
  }
  const std::vector<std::string> commands = commands_of(command);
  if (commands.empty()) return fmt::format("`{}` is one argument too many", word);
  return fmt::format("there is no command `{}`{}", word, scenarios::suggestion(word, commands));
}

// The library says "--seed: 1 required N missing", or "--json: At Most 1 required but received 2".
std::string about_values(const CLI::App& command, const std::string& said) {
  const std::string name = said.substr(0, said.find(':'));
  for (const CLI::Option* option : command.get_options()) {
    if (name.empty() || !option->check_name(name)) continue;
    if (option->count() > 1) return fmt::format("`{}` is given twice; expected it once", name);
    return fmt::format("`{}` stands without a value; expected `{} {}`", name, name,
                       option->get_type_name());
  }
  return said;
}

std::string about(const CLI::App& app, const CLI::App& command, const CLI::ParseError& error) {
  const std::vector<std::string> left = command.remaining();
  if (!left.empty()) return about_word(app, command, left.front());
  if (command.get_require_subcommand_min() > 0 && command.get_subcommands().empty()) {
    return "expected a command: " + scenarios::either_of(commands_of(command));
  }
  if (error.get_name() == "ArgumentMismatch") return about_values(command, error.what());
  return error.what();
}

}  // namespace

std::string usage_mistake(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = called(app);
  return fmt::format("{}: {}\n`{} --help` tells what there is\n", call_of(command),
                     about(app, command, error), call_of(command));
}

}  // namespace drmsim::tools
