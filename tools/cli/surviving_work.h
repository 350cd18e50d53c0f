// Work units, of which one that crashes costs that one and not the rest.
//
// For schedulers that are not ours: compiled from a kernel, they may do to their process what a
// kernel does to its machine. Mechanism: run_work_units() again from the first unit that was not
// filed, without the one that crashed. Limits: with one job the work is done in this process, and a
// crash is this process's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace drmsim::tools {

struct WorkResult {
  std::string text;     // what the work returned
  std::string failure;  // or why there is none: how the process ended
};

struct SurvivingWork {
  std::uint64_t count = 0;
  unsigned jobs = 0;  // processes; 0: one for each processor
  std::function<std::string(std::uint64_t unit)> work;
  std::function<void(std::uint64_t done)> progress;  // may be empty
};

// In the order of the units.
std::vector<WorkResult> do_all(const SurvivingWork& all);

}  // namespace drmsim::tools
