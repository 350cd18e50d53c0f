// `drmsim list`: the scenarios that come with drmsim, a line each.
#pragma once

#include <string>

#include "tools/cli/console.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

struct ListArguments {
  std::string word;  // in the name or the summary, in letters of any size; empty: all
  bool json = false;
};

void add_list_options(CLI::App& list, ListArguments& arguments);

int list_scenarios(const ListArguments& arguments, const Console& console);

}  // namespace drmsim::tools
