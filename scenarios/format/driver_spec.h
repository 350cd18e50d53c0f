// What the driver of a ring does, and which of the defects of its kind it has.
//
// Each option is a decision that real drivers have made in both ways. Defaults are the correct
// choice; a file under scenarios/files/bugs/ sets exactly the wrong one. Keys, ranges and defaults:
// FORMAT.md, "driver".
#pragma once

#include <cstdint>

#include "scenarios/format/document.h"
#include "scenarios/format/firmware_habits.h"
#include "scenarios/format/lock_habits.h"
#include "scenarios/format/slot_habits.h"
#include "scenarios/format/source_location.h"
#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::scenarios {

// Where the hardware fence that run_job returns lives.
enum class FenceStorage : std::uint8_t {
  embedded,             // inside the job, one for its whole life (amdgpu)
  preallocated,         // an object of its own per attempt, allocated before the job is armed
  allocate_in_run_job,  // allocated by run_job: inside the path that others' fences wait for
  allocate_on_replay,   // preallocated for the first attempt, allocated by run_job for a replay
};

// What timedout_job resets once soft recovery, if any, has failed.
enum class ResetScope : std::uint8_t {
  ring,  // this ring; if the hardware refuses, the whole domain
  full,  // every ring of the reset domain
};

// How the interrupt handler of a ring or slot knows what has completed.
enum class InterruptTakes : std::uint8_t {
  number,      // by the number that the hardware has written
  active_job,  // it does not ask: what is active, or the oldest in flight
};

// What prepare_job returns, of the job that the ring was given last.
enum class PrepareJob : std::uint8_t {
  never,           // nothing
  hardware_fence,  // its hardware fence, until that has signalled
  finished_fence,  // its finished fence, until that has signalled
  same_fence,      // its hardware fence, again and again
};

// When the timeout handler sets an error on the finished fence of the job that hangs.
enum class FinishedError : std::uint8_t {
  never,
  after_stop,  // when its scheduler is stopped, and nothing can signal it
  unchecked,   // at once, if it has not signalled; but it may meanwhile
};

// How the memory of a hardware fence is returned after the last put.
enum class FenceRelease : std::uint8_t {
  rcu,   // after a grace period, as dma_fence_free() does
  now,   // at once: wrong, since readers under rcu_read_lock() may still look at it
  none,  // there is no release callback: dma_fence_free() does it. Not to be chosen by itself
};

struct DriverSpec : SlotHabits, FirmwareHabits, LockHabits {
  SourceLocation where;
  NameRef kind{"ring", {}};  // the driver, by the name it is registered under

  // Recovery.
  sim::TimeNs reset_time_ns = 0;  // the handler's own work between stop and the hardware reset
  ResetScope reset = ResetScope::ring;
  bool soft_recovery = false;                      // first try to kill the job alone
  sim::TimeNs soft_recovery_wait_ns = 10'000'000;  // how long the handler waits for that to work
  bool soft_recovery_error = true;                 // of the job that is killed: ENODATA
  bool resubmit = true;                            // replay the pending jobs after the reset
  bool reread_hardware = false;  // look at the written-back sequence number before resetting
  FalseTimeout on_false_timeout = FalseTimeout::reinsert;
  bool cancel_when_lost = true;  // complete what is pending when the device is lost
  bool lost_error = false;       // with ENODEV, told to drm_sched_start(); from 7.2 on
  FinishedError finished_error = FinishedError::never;  // -ETIME

  // Completion.
  InterruptTakes interrupt_takes = InterruptTakes::number;
  // So long after somebody began to wait, the driver looks what has completed; kForever: never.
  sim::TimeNs fallback_timer_ns = sim::kForever;
  PrepareJob prepare_job = PrepareJob::never;

  // The hardware fence and its references.
  FenceStorage fence = FenceStorage::embedded;
  bool reinitialise_fence_on_replay = false;  // dma_fence_init() again on an embedded fence
  bool keep_reference = true;   // the driver holds a reference beside the one it hands over
  bool unbalanced_put = false;  // the interrupt handler puts the handed-over reference as well
  FenceRelease release = FenceRelease::rcu;

  // GFP_KERNEL in run_job and timedout_job is not reported. Of hosted drivers.
  bool may_allocate = false;
  std::uint32_t max_error_tasks = 0;  // lima's module parameter of that name

  // Of a driver that a program brings: a table that its own keys are read from when the machine is
  // made (drivers/common/driver_options.h).
  Node options;

  sim::Delay run_job_delay;  // run_job takes this long, sleeping, before the hardware has the job
  sim::Delay run_job_cost;   // and this long after that, before it returns

  friend bool operator==(const DriverSpec&, const DriverSpec&) = default;
};

}  // namespace drmsim::scenarios
