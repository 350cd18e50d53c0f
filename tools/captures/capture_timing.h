// Which jobs of a capture can be run again, and how long each of them took.
//
// Intuition: a capture begins and ends in the middle of things, and where the kernel has dropped
// events, there too. Mechanism: jobs of which an event is missing divide the capture; of the parts
// between them the one with most whole jobs is taken, and it begins, for each ring, when that has
// nothing to do. A ring executes in order: a job starts when it is run, or when the one before is
// done, and lasts until its own fence is signalled, by the interrupt handler. Limits: so a duration
// has the interrupt's latency in it, and what several engines behind one ring do is seen as one.
#pragma once

#include <vector>

#include "tools/captures/capture_jobs.h"

namespace drmsim::scenarios {

// At most so many jobs are taken, from the first: a scenario file has no room for more.
inline constexpr std::size_t kImportedJobsMax = 60'000;

struct TimedJob {
  std::size_t job = 0;  // in CaptureJobs::jobs
  std::size_t ring = 0;
  sim::TimeNs pushed_ns = 0;
  sim::TimeNs run_ns = 0;
  sim::TimeNs start_ns = 0;  // on the engine
  sim::TimeNs done_ns = 0;   // of one that was never done: its last timeout
  sim::TimeNs duration_ns = 0;
  bool push_seen = true;  // else it is taken to be pushed when it was run
  bool done_seen = true;
  bool hangs = false;  // for ever: not done, or after its last timeout too soon to have executed
};

struct CaptureTiming {
  std::vector<TimedJob> jobs;        // in the order of their pushes
  sim::TimeNs begin_ns = 0;          // of the part that was taken: its first push
  sim::TimeNs end_ns = 0;            // and when the last of its jobs was done
  std::size_t partial = 0;           // jobs of which an event is missing
  std::size_t cut = 0;               // whole ones that are left out, at the edges of the part
  std::size_t beyond = 0;            // and those behind kImportedJobsMax
  std::vector<bool> idle_at_begin;   // by ring; if not, not even half of its jobs come after that
  std::vector<std::uint32_t> depth;  // by ring: most jobs run and not done, at a time
};

// Throws InputError if no job is whole, with what the first one lacks.
CaptureTiming time_jobs(const Capture& capture, const CaptureJobs& all);

}  // namespace drmsim::scenarios
