// All units of some work, each with its result or with why there is none.
//
// For schedulers that are not ours: compiled from a kernel, they may do to their process what a
// kernel does to its machine. Each unit is done by a worker process (tools/parallel/), also if
// there is only one.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/parallel/work_units.h"

namespace drmsim::tools {

struct WorkResult {
  std::uint64_t unit = 0;
  std::string text;     // what the work returned
  std::string failure;  // or how the process ended, twice
};

struct SurvivingWork {
  std::uint64_t count = 0;
  unsigned jobs = 0;  // processes; 0: one for each processor
  std::function<std::string(std::uint64_t unit, const scenarios::UnitContext&)> work;
  std::function<void(std::uint64_t done)> progress = {};                          // may be empty
  std::function<void(std::uint64_t unit, const std::string& text)> told = {};     // as of WorkUnits
  std::function<void(std::uint64_t unit, const std::string& text)> arrived = {};  // as well
  int stop = -1;                                                                  // as well
};

// In the order of the units; without those that were not done if it was stopped.
std::vector<WorkResult> do_all(const SurvivingWork& all);

// One for each unit: "interrupted" is the failure of those that were not done.
std::vector<WorkResult> do_each(const SurvivingWork& all);

}  // namespace drmsim::tools
