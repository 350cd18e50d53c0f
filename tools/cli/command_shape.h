// The command line as data: what commands there are, their options, and what each takes. Completion
// scripts and manual pages are written from it, and it is read off the definitions themselves.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace drmsim::tools {

enum class Takes {
  nothing,     // a flag
  file,        // a path
  folder,      // a path
  scenario,    // a path, or the name of one that comes with drmsim
  words,       // one of OptionShape::words
  scheduler,   // the name of one
  schedulers,  // two, with a comma between
  command,     // the name of a command of drmsim
  other,       // what only the user knows
};

struct OptionShape {
  std::vector<std::string> names;  // "-r", "--repeat"; of a positional: none
  std::string value;               // what stands for the value: "N"; of a positional its name
  std::string description;
  std::string group;
  Takes takes = Takes::nothing;
  std::vector<std::string> words;  // of Takes::words
  bool required = false;
  bool many = false;  // may be given several times

  const std::string& long_name() const { return names.back(); }
};

struct CommandShape {
  std::string path;  // as it is called, without drmsim: "kernel build"; empty: drmsim
  std::string name;  // the last word of it
  std::vector<OptionShape> options;
  std::vector<OptionShape> arguments;
  std::vector<CommandShape> commands;
};

CommandShape shape_of(const CLI::App& command);

// The command, and all below it, each before those below it.
std::vector<const CommandShape*> all_commands(const CommandShape& command);
std::vector<const CommandShape*> all_commands(CommandShape&&) = delete;  // they point into it

}  // namespace drmsim::tools
