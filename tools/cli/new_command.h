// `drmsim new scenario NAME`, `new policy NAME`, `new driver NAME`: something to start from.
#pragma once

#include <string>

#include "tools/cli/console.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

struct NewArguments {
  std::string name;  // or a path
};

struct NewCommands {
  CLI::App* scenario = nullptr;
  CLI::App* policy = nullptr;
  CLI::App* driver = nullptr;
};
NewCommands add_new_commands(CLI::App& command, NewArguments& arguments);

// Never replaces a file. Throws InputError if the name cannot be a scenario's, OutputError.
int new_scenario(const NewArguments& arguments, const Console& console);
// Projects that build against the installed package. Never touch a folder that is there.
int new_policy(const NewArguments& arguments, const Console& console);
int new_driver(const NewArguments& arguments, const Console& console);

}  // namespace drmsim::tools
