// What a user can say about how workloads are run: the options of gem_wsim that make sense here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/wsim/engine_set.h"
#include "tools/wsim/workload.h"

namespace drmsim::scenarios::wsim {

struct WorkloadArgument {
  std::string text;           // a path or a descriptor
  bool master = false;        // -W: when this client ends, the others end
  std::int32_t priority = 0;  // -p: initial priority of all its contexts
};

struct WorkloadOptions {
  std::vector<WorkloadArgument> workloads;  // -w, -W: one client each
  std::optional<std::string> append;        // -a: steps added to every workload
  std::uint32_t clients = 1;                // -c: clones of the one workload
  std::uint32_t repeat = 1;                 // -r: iterations of every client
  double duration_scale = 1;                // -f: factor for batch durations
  double delay_scale = 1;                   // -F: factor for d steps; p steps keep their time
  bool same_random_sequence = false;        // -S: all clients draw the same numbers
  std::uint32_t seed = 0;                   // -I
  EngineSet engines;                        // the machine
};

// Throws InputError if the options contradict one another or lie outside their range.
void check_options(const WorkloadOptions& options);

// The workloads of `options`, one for each entry of options.workloads: read, appended to, scaled
// and checked. Throws InputError; calls check_options() first.
std::vector<Workload> load_workloads(const WorkloadOptions& options);

}  // namespace drmsim::scenarios::wsim
