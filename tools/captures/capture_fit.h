// What a capture says of the machine: depth of the hardware queues, latencies, timeouts.
//
// Mechanism: a job is run when the last of these has come: its push, a place on the hardware, what
// it depends on, the end of the run worker's business with the job before. What passes from then on
// is the latency of waking the worker; its mean is taken, without the outermost hundredth on both
// sides. A mean serves errors at both ends better than a median where latencies have two heights,
// as processors have that sleep or are awake. Limits: one latency for a push and for a
// completion, which is what `cpu.wakeup` can say; rings that are slower than the fastest get the
// rest as `run_job_delay`.
#pragma once

#include <vector>

#include "tools/captures/capture_timing.h"

namespace drmsim::scenarios {

struct RingFit {
  std::uint32_t depth = 1;
  bool was_full = false;         // some job waited for a place: the depth is the limit
  sim::TimeNs run_delay_ns = 0;  // beyond the common wake-up latency
  sim::TimeNs run_cost_ns = 0;   // from a run to the next, of what waits
  sim::TimeNs timeout_ns = sim::kForever;
  sim::TimeNs reset_time_ns = 0;
  std::uint32_t hang_limit = 0;
};

struct CaptureFit {
  sim::TimeNs wakeup_ns = 0;
  std::vector<sim::TimeNs> wakeups_ns;  // all that were seen, in order
  std::vector<RingFit> rings;
};

// From the first `count` of timing.jobs; what does not lie in time (depth, timeouts) from all.
CaptureFit fit_machine(const CaptureJobs& all, const CaptureTiming& timing, std::size_t count);

}  // namespace drmsim::scenarios
