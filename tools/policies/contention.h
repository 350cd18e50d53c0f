// What clients got while they had to share: the part of a run in which at least two had begun and
// not ended.
//
// A client has begun with its first push, and has ended with its last job; its sleeps between are
// part of that. So what it does before others come, or when they are gone, does not count.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/time.h"
#include "tools/policies/client_trace.h"

namespace drmsim::scenarios {

struct ContendedWork {
  sim::TimeNs time_ns = 0;  // of its life, beside another's
  sim::TimeNs own_ns = 0;   // execution time of its jobs in that time
  sim::TimeNs all_ns = 0;   // and of everybody's
  std::uint64_t jobs = 0;   // of its own that finished in that time
};

// In the order of the traces. end_ns: of the run.
std::vector<ContendedWork> contended_work(const std::vector<ClientTrace>& clients,
                                          sim::TimeNs end_ns);

}  // namespace drmsim::scenarios
