// What the driver `firmware` does in its own way, and which defects of its kind it has.
//
// As in driver_spec.h: defaults are the correct choice. Keys, ranges and defaults: FORMAT.md,
// "driver".
#pragma once

#include <cstdint>
#include <string>

#include "sim/time.h"

namespace drmsim::scenarios {

// What timedout_job does about a job that has not begun although its queue is on the hardware.
enum class UnstartedJob : std::uint8_t {
  reset,  // the queue's hardware, and replay: nobody is to blame
  skip,   // waits another timeout, and another
};

// What is walked to end what a killed queue still owes.
enum class CancelWalk : std::uint8_t {
  own_fences,    // those that the driver keeps
  pending_jobs,  // drm_sched_for_each_pending_job(), from 7.2 on
};

struct FirmwareHabits {
  std::uint32_t hw_queues = 0;  // that the hardware holds at once; 0: all of the reset domain
  sim::TimeNs time_slice_ns = 1'000'000;
  std::string group;              // queues of one group are killed together; empty: alone
  bool trust_suspension = false;  // a suspended timeout is thought to stay suspended
  UnstartedJob unstarted_job = UnstartedJob::reset;
  bool close_frees_place = true;    // when its owner is gone, the queue is killed
  bool irq_safe_fence_lock = true;  // in process context
  bool use_after_release = false;   // the handler looks at a job that it has given back
  CancelWalk cancel_walk = CancelWalk::own_fences;
  bool independent_fences = false;  // a lock of their own, no release callback; from 7.2 on

  friend bool operator==(const FirmwareHabits&, const FirmwareHabits&) = default;
};

}  // namespace drmsim::scenarios
