// `drmsim run`: runs files one after the other and reports on each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.h"
#include "tools/cli/console.h"

namespace drmsim::tools {

struct RunArguments {
  std::vector<std::string> files;
  std::string events;  // a path, "-", or empty: not wanted
  std::string json;    // the same
  std::optional<std::uint64_t> seed;
  sim::TimeNs until_ns = sim::kForever;
  bool hash = false;
};

// The exit status of the command. Mistakes in an input file are printed, one a line; the other
// files run.
int run_files(const RunArguments& arguments, const Console& console);

}  // namespace drmsim::tools
