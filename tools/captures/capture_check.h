// How well a scenario reproduces the capture that it was made from: it is run, and each job's run
// and done are compared with the capture's.
#pragma once

#include <string>
#include <vector>

#include "scenarios/machine/extensions.h"
#include "tools/captures/capture_scenario.h"

namespace drmsim::scenarios {

// Of errors without their sign.
struct ErrorSummary {
  std::size_t count = 0;
  sim::TimeNs p50_ns = 0;
  sim::TimeNs p99_ns = 0;
  sim::TimeNs max_ns = 0;
};

struct RingErrors {
  std::string ring;
  std::string part;      // "fitted", "judged" or "all"
  std::size_t jobs = 0;  // of the capture; those of them that were run, or done, count
  ErrorSummary run;
  ErrorSummary done;
  bool order_kept = true;  // they were run in the capture's order
};

struct CaptureCheck {
  std::size_t fitted = 0;  // jobs, from the first; the others judge
  sim::TimeNs wakeup_ns = 0;
  std::vector<RingErrors> rings;     // of each ring its parts
  std::vector<std::string> hazards;  // that the run showed
};

ErrorSummary summary_of(std::vector<sim::TimeNs> errors);

// Fits on the first half of the jobs, runs all, judges on the second half. Throws InputError.
CaptureCheck check_capture(const Capture& capture, const CaptureJobs& all,
                           const CaptureTiming& timing, const std::string& name,
                           const Extensions& extensions);

}  // namespace drmsim::scenarios
