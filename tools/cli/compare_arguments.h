// What the user of `drmsim compare` asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/scenario_overrides.h"

namespace drmsim::tools {

struct CompareArguments {
  std::vector<std::string> files;
  scenarios::ScenarioOverrides overrides;  // in place of what the files say
  std::uint64_t random = 0;                // so many random scenarios beside the files
  std::uint64_t seed = 1;                  // of the first; each has the next
  std::string semantics;                   // of random scenarios; empty: those of the kernel
  std::vector<std::string> schedulers;     // two; empty: model and the kernel's
  unsigned jobs = 0;                       // processes; 0: one for each processor
  std::string out = "divergences";         // folder for shrunk scenarios, made when needed
  std::string json;                        // a path, kStandardOutput, or empty
  std::string html;                        // the same; of one file
};

}  // namespace drmsim::tools
