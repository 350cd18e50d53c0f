// What the user of `drmsim policies` asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.h"

namespace drmsim::tools {

struct PoliciesArguments {
  std::vector<std::string> files;
  std::vector<std::string> policies;    // empty: all that a scheduler has
  std::vector<std::string> schedulers;  // empty: each file's own, or model
  std::uint64_t seeds = 20;
  std::optional<std::uint64_t> seed;  // the first; each run has the next. None: each file's own
  sim::TimeNs series_ns = 0;          // 0: the table; else series with this step
  unsigned jobs = 0;                  // processes; 0: one for each processor
  std::string csv;                    // a path, kStandardOutput, or empty
  std::string json;                   // the same
};

}  // namespace drmsim::tools
