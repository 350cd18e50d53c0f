#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/cli/completion_scripts.h"

namespace drmsim::tools {
namespace {

// The part that no definition changes. Bash cuts words at = and :, which is undone here.
constexpr const char* kBashFunctions = R"bash(
# NAMES: those that begin as the current word does.
_drmsim_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}
# PROGRAM: scenarios that come along, by their whole name, and without their folder.
_drmsim_scenarios() {
  DRMSIM_COMPLETION=1 "$1" list 2> /dev/null |
    awk -v whole="$cur" '{ print $1; sub(".*/", "", $1); if (whole != "") print $1 }'
}
_drmsim_schedulers() {
  echo model kernel
  DRMSIM_COMPLETION=1 "$1" kernel list 2> /dev/null | awk '/^kernel:/ { print $1 }'
}
# PROGRAM KIND [WORD...]: completes a value of that kind.
_drmsim_complete() {
  local program=$1 kind=$2 names first=''
  shift 2
  case $kind in
    file | scenario)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      [ "$kind" = scenario ] || return
      names=$(_drmsim_scenarios "$program")
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$names" -- "$cur")
      ;;
    folder)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -d -- "$cur")
      ;;
    words) _drmsim_words "$*" ;;
    scheduler) _drmsim_words "$(_drmsim_schedulers "$program")" ;;
    schedulers)
      case $cur in *,*) first=${cur%,*}, ;; esac
      cur=${cur#"$first"} _drmsim_words "$(_drmsim_schedulers "$program")"
      COMPREPLY=("${COMPREPLY[@]/#/$first}")
      ;;
  esac
}

_drmsim() {
  local program=$1 cur path='' word option='' value='' given='' start=$COMP_CWORD i
  COMPREPLY=()
  # Where the current word begins, and what it is as a whole.
  while ((start > 1)) && [[ ${COMP_WORDS[start]} == : || ${COMP_WORDS[start - 1]} == : ]]; do
    ((start--))
  done
  cur=''
  for ((i = start; i <= COMP_CWORD; i++)); do cur+=${COMP_WORDS[i]}; done
  if [[ $cur == = ]]; then
    option=${COMP_WORDS[start - 1]} cur=''
  elif [[ ${COMP_WORDS[start - 1]} == = ]]; then
    option=${COMP_WORDS[start - 2]}
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*} given=$option= cur=${cur#*=}
  else
    option=${COMP_WORDS[start - 1]}
  fi
  for ((i = 1; i < start; i++)); do
    word=${COMP_WORDS[i]}
    [[ $word != -* ]] || continue
    [[ " $(_drmsim_commands "$path") " == *" $word "* ]] || break
    path=${path:+$path }$word
  done

  [[ $option != -* ]] || value=$(_drmsim_value "$path" "$option")
  if [[ -n $value ]]; then
    # shellcheck disable=SC2086 # a kind, and the words
    _drmsim_complete "$program" $value
  elif [[ $cur == -* ]]; then
    _drmsim_words "$(_drmsim_options "$path")"
  elif [[ -n $(_drmsim_commands "$path") ]]; then
    _drmsim_words "$(_drmsim_commands "$path")"
  else
    # shellcheck disable=SC2086
    _drmsim_complete "$program" $(_drmsim_argument "$path")
  fi
  COMPREPLY=("${COMPREPLY[@]/#/$given}")
  # Of what is replied bash wants what stands behind the last colon.
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    given=${cur%"${cur##*:}"}
    COMPREPLY=("${COMPREPLY[@]#"$given"}")
  fi
}
complete -F _drmsim drmsim
)bash";

std::string bash_value(const OptionShape& option, const CommandShape& drmsim) {
  switch (option.takes) {
    case Takes::nothing:
      return "";
    case Takes::file:
      return "file";
    case Takes::folder:
      return "folder";
    case Takes::scenario:
      return "scenario";
    case Takes::words:
      return fmt::format("words {}", fmt::join(option.words, " "));
    case Takes::scheduler:
      return "scheduler";
    case Takes::schedulers:
      return "schedulers";
    case Takes::command: {
      std::string words = "words";
      for (const CommandShape& command : drmsim.commands) words += " " + command.name;
      return words;
    }
    case Takes::other:
      break;
  }
  return "other";
}

std::string all_names(const CommandShape& command) {
  std::vector<std::string> names;
  for (const OptionShape& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return fmt::format("{}", fmt::join(names, " "));
}

std::string below(const CommandShape& command) {
  std::vector<std::string> names;
  for (const CommandShape& one : command.commands) names.push_back(one.name);
  return fmt::format("{}", fmt::join(names, " "));
}

// A function of the shell: each word of it is a case with what it prints.
std::string bash_function(const std::string& name, const std::string& of,
                          const std::string& cases) {
  return fmt::format("{}() {{\n  case {} in\n{}  esac\n}}\n", name, of, cases);
}

std::string bash_case(const std::string& pattern, const std::string& text) {
  return text.empty() ? "" : fmt::format("    {}) echo '{}' ;;\n", pattern, text);
}

}  // namespace

std::string bash_completion(const CommandShape& drmsim) {
  std::string commands;
  std::string options;
  std::string values;
  std::string arguments;
  for (const CommandShape* command : all_commands(drmsim)) {
    const std::string path = "'" + command->path + "'";
    commands += bash_case(path, below(*command));
    options += bash_case(path, all_names(*command));
    for (const OptionShape& option : command->options) {
      for (const std::string& name : option.names) {
        values +=
            bash_case(fmt::format("'{} {}'", command->path, name), bash_value(option, drmsim));
      }
    }
    for (const OptionShape& argument : command->arguments) {
      arguments += bash_case(path, bash_value(argument, drmsim));
    }
  }
  return "# Completion of drmsim for bash: made by `drmsim completion bash`.\n\n"
         "# PATH: the commands below a command, its options, what an option takes, its "
         "arguments.\n" +
         bash_function("_drmsim_commands", "$1", commands) +
         bash_function("_drmsim_options", "$1", options) +
         bash_function("_drmsim_value", "\"$1 $2\"", values) +
         bash_function("_drmsim_argument", "$1", arguments) + kBashFunctions;
}

}  // namespace drmsim::tools
