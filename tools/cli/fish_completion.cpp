#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/cli/command_texts.h"
#include "tools/cli/completion_scripts.h"

namespace drmsim::tools {
namespace {

std::string fish_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

// The functions; {} is the list of all commands.
constexpr const char* kFishFunctions =
    R"fish(# Completion of drmsim for fish: made by `drmsim completion fish`.

# The command that has been typed so far: "kernel build".
function __drmsim_command
    set -l path
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and continue
        contains -- (string join ' ' $path $word) {}; or break
        set path $path $word
    end
    echo "$path"
end
function __drmsim_is
    set -l command (__drmsim_command)
    test "$command" = "$argv[1]"
end
function __drmsim_scenarios
    set -l program (commandline -opc)[1]
    DRMSIM_COMPLETION=1 $program list 2>/dev/null |
        awk '{{ print $1; sub(".*/", "", $1); print $1 }}'
end
function __drmsim_schedulers
    set -l program (commandline -opc)[1]
    printf '%s\n' model kernel
    DRMSIM_COMPLETION=1 $program kernel list 2>/dev/null | awk '/^kernel:/ {{ print $1 }}'
end
function __drmsim_two_schedulers
    set -l first (string match -r '.*,' -- (commandline -ct))
    for name in (__drmsim_schedulers)
        echo "$first$name"
    end
end

complete -c drmsim -f
)fish";

std::string fish_value(const OptionShape& option, const CommandShape& drmsim) {
  switch (option.takes) {
    case Takes::nothing:
      return "";
    case Takes::file:
      return " -r -F";
    case Takes::folder:
      return " -x -a '(__fish_complete_directories (commandline -ct))'";
    case Takes::scenario:
      return " -r -F -a '(__drmsim_scenarios)'";
    case Takes::words:
      return " -x -a " + fish_word(fmt::format("{}", fmt::join(option.words, " ")));
    case Takes::scheduler:
      return " -x -a '(__drmsim_schedulers)'";
    case Takes::schedulers:
      return " -x -a '(__drmsim_two_schedulers)'";
    case Takes::command: {
      std::vector<std::string> names;
      for (const CommandShape& command : drmsim.commands) names.push_back(command.name);
      return " -x -a " + fish_word(fmt::format("{}", fmt::join(names, " ")));
    }
    case Takes::other:
      break;
  }
  return " -x";
}

std::string fish_lines(const CommandShape& command, const CommandShape& drmsim) {
  const std::string begin = fmt::format("complete -c drmsim -n \"__drmsim_is '{}'\"", command.path);
  std::string lines;
  for (const CommandShape& below : command.commands) {
    lines += fmt::format("{} -a {} -d {}\n", begin, below.name,
                         fish_word(command_text(below.path).summary));
  }
  for (const OptionShape& option : command.options) {
    lines += begin;
    for (const std::string& name : option.names) {
      const bool is_long = name.rfind("--", 0) == 0;
      lines += (is_long ? " -l " : " -s ") + name.substr(is_long ? 2 : 1);
    }
    lines += fish_value(option, drmsim) + " -d " + fish_word(option.description) + "\n";
  }
  for (const OptionShape& argument : command.arguments) {
    if (argument.takes == Takes::other) continue;
    // Of an argument nothing is required: -r and -x speak of an option's value.
    const std::string value = fish_value(argument, drmsim);
    lines +=
        begin + (value.rfind(" -r", 0) == 0 ? value.substr(3) : " -f" + value.substr(3)) + "\n";
  }
  return lines;
}

}  // namespace

std::string fish_completion(const CommandShape& drmsim) {
  std::string names;
  std::string lines;
  for (const CommandShape* command : all_commands(drmsim)) {
    if (!command->path.empty()) names += (names.empty() ? "" : " ") + fish_word(command->path);
    lines += fish_lines(*command, drmsim);
  }
  return fmt::format(kFishFunctions, names) + lines;
}

}  // namespace drmsim::tools
