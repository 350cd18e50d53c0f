// Does many independent pieces of work in several processes.
//
// Processes, not threads: a run uses SystemC's one global context, and a scheduler that is compiled
// from a kernel may crash. Mechanism: worker w of n takes the items w, w + n, w + 2n, ... and
// writes each result to its pipe; a worker that dies costs the item that it was at, and another
// takes over its rest. Results stand in the order of the items, so they do not depend on the number
// of workers.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace drmsim::tools {

struct WorkResult {
  std::string text;     // what the work returned
  std::string failure;  // or why there is none: "the process died of signal 11"
};

struct WorkerOptions {
  unsigned workers = 0;          // 0: one for each processor
  double seconds_per_item = 60;  // a worker that takes longer is ended
};

// `work` runs in a child process: what it changes there is lost. `progress` is called here, at
// least ten times a second, with the number of results so far.
std::vector<WorkResult> run_in_workers(std::size_t items, const WorkerOptions& options,
                                       const std::function<std::string(std::size_t)>& work,
                                       const std::function<void(std::size_t)>& progress = {});

}  // namespace drmsim::tools
