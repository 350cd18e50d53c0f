// Which jobs are to fail, how, and how often they have been tried.
//
// Intuition: a list on the wall of the test lab. Mechanism: a map with an entry for each job that
// has faults, and for no other, so that a million healthy jobs cost nothing. A ring counts an
// attempt when its doorbell hands it the job's EXECUTE packet, whether that is reached before a
// reset or not: "the second time the driver submits it", not "the second time the engine sees it".
#pragma once

#include <cstdint>
#include <map>

#include "hw_models/gpu/job_faults.h"
#include "sim/names.h"

namespace drmsim::hw {

// What one attempt has in store.
struct AttemptFaults {
  bool hangs = false;
  sim::TimeNs duration_ns = 0;
  bool lost_interrupt = false;
  sim::TimeNs late_interrupt_ns = 0;
  sim::TimeNs spurious_interrupt_ns = sim::kForever;  // kForever: none
  sim::TimeNs fault_interrupt_ns = sim::kForever;     // kForever: none
};

class FaultPlan {
 public:
  // May be called at any time; replaces what was planned for the job, but goes on counting its
  // attempts.
  void set(sim::JobTag job, const JobFaults& faults);
  // The job will not be submitted any more.
  void erase(sim::JobTag job) { entries_.erase(job.bits()); }
  bool empty() const { return entries_.empty(); }

  void count_attempt(sim::JobTag job);
  std::uint32_t attempts(sim::JobTag job) const;  // 0 for a job without an entry
  // For the attempt that was counted last.
  AttemptFaults strike(sim::JobTag job, sim::TimeNs duration_ns) const {
    AttemptFaults none;
    none.duration_ns = duration_ns;
    return empty() ? none : look_up(job, none);
  }

 private:
  struct Entry {
    JobFaults faults;
    std::uint32_t attempts = 0;
  };
  AttemptFaults look_up(sim::JobTag job, AttemptFaults strike) const;

  std::map<std::uint64_t, Entry> entries_;
};

}  // namespace drmsim::hw
