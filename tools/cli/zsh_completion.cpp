#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/cli/command_texts.h"
#include "tools/cli/completion_scripts.h"
#include "tools/cli/run_options.h"

namespace drmsim::tools {
namespace {

constexpr const char* kZshHead = R"zsh(#compdef drmsim
# Completion of drmsim for zsh: made by `drmsim completion zsh`.

_drmsim_scenarios() {
  local -a names
  names=(${(f)"$(DRMSIM_COMPLETION=1 $program list 2> /dev/null |
    awk '{ print $1; sub(".*/", "", $1); print $1 }')"})
  compadd -a names
  _files
}
_drmsim_schedulers() {
  local -a names
  names=(model kernel ${(f)"$(DRMSIM_COMPLETION=1 $program kernel list 2> /dev/null |
    awk '/^kernel:/ { print $1 }')"})
  compadd -a names
}
)zsh";

constexpr const char* kZshTail = R"zsh(
_drmsim_begin() {
  local program=$words[1] curcontext="$curcontext" state line
  typeset -A opt_args
  _drmsim "$@"
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _drmsim_begin "$@"
else
  compdef _drmsim_begin drmsim
fi
)zsh";

// Inside of a specification of _arguments or _describe.
std::string zsh_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_function(const CommandShape& command) {
  std::string name = command.path.empty() ? "_drmsim" : "_drmsim " + command.path;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::string zsh_action(const OptionShape& option, const CommandShape& drmsim) {
  switch (option.takes) {
    case Takes::nothing:
      return "";
    case Takes::file:
      return "_files";
    case Takes::folder:
      return "_files -/";
    case Takes::scenario:
      return "_drmsim_scenarios";
    case Takes::words:
      return fmt::format("({})", fmt::join(option.words, " "));
    case Takes::scheduler:
      return "_drmsim_schedulers";
    case Takes::schedulers:
      return "_sequence -n 2 _drmsim_schedulers";
    case Takes::command: {
      std::vector<std::string> names;
      for (const CommandShape& command : drmsim.commands) names.push_back(command.name);
      return fmt::format("({})", fmt::join(names, " "));
    }
    case Takes::other:
      break;
  }
  return " ";  // something, of which nothing is known
}

std::string zsh_spec(const OptionShape& option, const CommandShape& drmsim) {
  const bool flag = option.takes == Takes::nothing;
  std::string rest = "[" + zsh_escaped(option.description) + "]";
  if (!flag) rest += ":" + zsh_escaped(option.value) + ":" + zsh_action(option, drmsim);
  std::string specs;
  for (const std::string& name : option.names) {
    const std::string attached = flag ? "" : name.rfind("--", 0) == 0 ? "=" : "+";
    const std::string others = fmt::format("({})", fmt::join(option.names, " "));
    specs += " \\\n    " + shell_quoted(others + name + attached + rest);
  }
  return specs;
}

std::string zsh_leaf(const CommandShape& command, const CommandShape& drmsim) {
  std::string specs;
  for (const OptionShape& option : command.options) specs += zsh_spec(option, drmsim);
  for (const OptionShape& argument : command.arguments) {
    specs += " \\\n    " + shell_quoted((argument.many ? "*:" : ":") + zsh_escaped(argument.value) +
                                        ":" + zsh_action(argument, drmsim));
  }
  return fmt::format("{}() {{\n  _arguments -s{}\n}}\n", zsh_function(command), specs);
}

std::string zsh_node(const CommandShape& command, const CommandShape& drmsim) {
  std::string specs;
  for (const OptionShape& option : command.options) specs += zsh_spec(option, drmsim);
  std::string names;
  std::string cases;
  for (const CommandShape& below : command.commands) {
    names += "\n    " + shell_quoted(below.name + ":" + command_text(below.path).summary);
    cases += fmt::format("        {}) {} ;;\n", below.name, zsh_function(below));
  }
  return fmt::format(
      "{}() {{\n"
      "  local -a commands=({})\n"
      "  _arguments -C{} \\\n    '1: :->command' '*:: :->rest'\n"
      "  case $state in\n"
      "    command) _describe command commands ;;\n"
      "    rest)\n"
      "      case $words[1] in\n{}      esac\n"
      "      ;;\n"
      "  esac\n"
      "}}\n",
      zsh_function(command), names, specs, cases);
}

}  // namespace

std::string zsh_completion(const CommandShape& drmsim) {
  std::string script = kZshHead;
  for (const CommandShape* command : all_commands(drmsim)) {
    script += command->commands.empty() ? zsh_leaf(*command, drmsim) : zsh_node(*command, drmsim);
  }
  return script + kZshTail;
}

}  // namespace drmsim::tools
