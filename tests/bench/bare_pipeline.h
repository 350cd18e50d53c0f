// The baseline: a GPU pipeline as one would write it in plain SystemC, with SC_THREADs and
// sc_events.
//
// client -> scheduler -> ring -> engine -> interrupt -> free, the same queues and limits as the
// scenario that it is compared with, and nothing else: no fences, no references, no timeouts, no
// checks.
#pragma once

#include <cstdint>

namespace drmsim::bench {

struct PipelineShape {
  std::uint64_t jobs;
  std::uint32_t in_flight;     // unfinished jobs of the client
  std::uint32_t credit_limit;  // jobs on the ring
  std::uint64_t duration_ns;   // of each job
};

// Runs it; returns the virtual time that it took, in nanoseconds.
std::uint64_t run_bare_pipeline(const PipelineShape& shape);

}  // namespace drmsim::bench
