#include "tools/cli/man_page.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "tools/cli/build_identity.h"
#include "tools/cli/command_texts.h"

namespace drmsim::tools {
namespace {

// As text of roff: what it would take for a command, or make a hyphen of.
std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '`') {
      out += "\\(ga";
    } else if (c == '~') {
      out += "\\(ti";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}
std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string man_call(const CommandShape& command) {
  return command.path.empty() ? "drmsim" : "drmsim " + command.path;
}

std::string synopsis(const CommandShape& command) {
  std::string text = bold(man_call(command)) + " [" + italic("OPTION") + "]...";
  if (!command.commands.empty()) text += " " + italic("COMMAND") + " ...";
  for (const OptionShape& argument : command.arguments) {
    const std::string one = italic(argument.value) + (argument.many ? "..." : "");
    text += argument.required ? " " + one : " [" + one + "]";
  }
  return text + "\n";
}

std::string man_entry(const OptionShape& option) {
  std::string text = ".TP\n";
  for (const std::string& name : option.names) {
    text += (text.size() > 4 ? ", " : "") + bold(name);
  }
  if (!option.value.empty()) text += (option.names.empty() ? "" : " ") + italic(option.value);
  return text + "\n" + roff(option.description) + ".\n";
}

std::string man_options(const CommandShape& command) {
  std::string text;
  for (const OptionShape& argument : command.arguments) text += man_entry(argument);
  std::string group = "Options";
  for (const OptionShape& option : command.options) {
    if (option.group != group) text += ".SS " + roff(option.group) + "\n";
    group = option.group;
    text += man_entry(option);
  }
  return text;
}

std::string man_commands(const CommandShape& command) {
  if (command.commands.empty()) return "";
  std::string text = ".SH COMMANDS\n";
  for (const CommandShape& below : command.commands) {
    text += ".TP\n" + bold(below.name) + "\n" + roff(command_text(below.path).summary) +
            ": see\n.BR " + roff(man_name(below)) + " (1).\n";
  }
  return text;
}

std::string man_examples(const CommandText& text) {
  return std::string(".SH EXAMPLES\n.nf\n") + roff(text.examples) + ".fi\n";
}

// What holds for all commands.
std::string surroundings(const CommandShape& command) {
  if (!command.path.empty()) return "";
  return ".SH ENVIRONMENT\n"
         ".TP\n\\fBDRMSIM_KERNELS\\fR\n"
         "A folder in which kernels are looked for first, and built into.\n"
         ".TP\n\\fBXDG_DATA_HOME\\fR, \\fBXDG_CACHE_HOME\\fR\n"
         "Where, in drmsim/kernels, the kernels of the user are, and the archives that were "
         "fetched.\n"
         ".TP\n\\fBNO_COLOR\\fR\n"
         "If it is set to anything, output has no colour.\n"
         ".SH FILES\n"
         ".TP\n\\fIshare/drmsim/scenarios\\fR\n"
         "The scenarios that come with drmsim, below the prefix of the installation.\n"
         ".TP\n\\fIshare/doc/drmsim\\fR\n"
         "The documentation; scenarios/FORMAT.md has every key of a scenario file.\n";
}

std::string see_also(const CommandShape& command, const CommandShape& root) {
  std::vector<std::string> names;
  for (const CommandShape* other : all_commands(root)) {
    if (other != &command) names.push_back(man_name(*other));
  }
  std::string text = ".SH SEE ALSO\n";
  for (const std::string& name : names) {
    text += ".BR " + roff(name) + " (1)" + (&name == &names.back() ? "" : ",") + "\n";
  }
  return text;
}

}  // namespace

std::string man_name(const CommandShape& command) {
  std::string name = man_call(command);
  std::replace(name.begin(), name.end(), ' ', '-');
  return name;
}

std::string man_page(const CommandShape& command, const CommandShape& root) {
  const CommandText& text = command_text(command.path);
  std::string name = man_name(command);
  std::string title = name;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  // Without a date: the same build has the same page.
  std::string page = fmt::format(".TH {} 1 \"\" \"drmsim {}\" \"User Commands\"\n", roff(title),
                                 build_identity().version);
  page += ".SH NAME\n" + roff(name) + " \\- " + roff(text.summary) + "\n";
  page += ".SH SYNOPSIS\n" + synopsis(command);
  page += ".SH DESCRIPTION\n" + roff(text.summary) + ".\n";
  if (*text.details != '\0') page += ".PP\n" + roff(text.details) + "\n";
  page += man_commands(command);
  page += ".SH OPTIONS\n" + man_options(command);
  page += man_examples(text);
  page += std::string(".SH EXIT STATUS\n") + roff(text.status) + ".\n";
  return page + surroundings(command) + see_also(command, root);
}

}  // namespace drmsim::tools
