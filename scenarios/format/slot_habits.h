// What the driver `slot` does in its own way, and which defects of its kind it has.
//
// As in driver_spec.h: defaults are the correct choice. Keys, ranges and defaults: FORMAT.md,
// "driver".
#pragma once

#include <cstdint>

namespace drmsim::scenarios {

// What timedout_job does about a job that has finished after all, or makes progress.
enum class FalseTimeout : std::uint8_t {
  reset,     // goes on as if it hung
  finish,    // returns at once and leaves the scheduler running: nobody frees the job any more
  reinsert,  // puts the job back on pending_list and returns
};

// What timedout_job looks at before it declares a hang; each includes the one before.
enum class CompletionCheck : std::uint8_t {
  none,
  fence,            // whether the hardware fence has signalled
  after_interrupt,  // and again when an interrupt handler that runs has returned
  hardware,         // and whether the hardware says so, of which no interrupt has told
};

// When the interrupt handler forgets which job the slot executes.
enum class ClearSlot : std::uint8_t {
  before_signal,  // while nobody else can have put the next job there
  after_signal,   // when the next job may be there already
  never,          // the next job takes its place
};

// Which interrupts of the slot arrive while it is reset.
enum class InterruptsInReset : std::uint8_t {
  masked,  // none: masked, and running handlers waited for
  errors,  // error interrupts; completions are masked
  all,
};

// What run_job hands back when a job that has completed meanwhile is to be replayed.
enum class CompletedReplay : std::uint8_t {
  signalled_fence,  // its hardware fence: the job ends well
  null,             // nothing; drm_sched_start() takes that for a job that was cancelled
};

// Who recovers from an error that the hardware reports.
enum class FaultRecovery : std::uint8_t {
  timeout_worker,    // drm_sched_fault()
  own_work,          // work of the driver's, which the interrupt handler queues
  interrupt_thread,  // the threaded interrupt handler itself
};

// Where the timeout handler cancels the driver's own recovery work, and waits for it.
enum class CancelRecovery : std::uint8_t {
  never,
  before_reset_lock,
  under_reset_lock,  // which that work takes
};

// How the hardware fence of a job that hangs gets its error.
enum class HangError : std::uint8_t {
  none,       // it gets none: it never signals
  locked,     // if it has not signalled, both under its lock
  unchecked,  // if it has not signalled, but it may meanwhile
};

struct SlotHabits {
  CompletionCheck completion_check = CompletionCheck::hardware;
  FalseTimeout on_progress = FalseTimeout::reinsert;
  ClearSlot clear_slot = ClearSlot::before_signal;
  InterruptsInReset interrupts_in_reset = InterruptsInReset::masked;
  CompletedReplay completed_replay = CompletedReplay::signalled_fence;
  FaultRecovery fault_recovery = FaultRecovery::timeout_worker;
  CancelRecovery cancel_recovery = CancelRecovery::never;
  HangError hang_error = HangError::none;
  bool put_old_fence = true;          // of the attempt before, when a job is replayed
  bool retire_before_reset = false;   // the hung job is done before the hardware is stopped
  bool recheck_error = true;          // own_work looks whether there is still an error
  bool start_before_restore = false;  // schedulers start before the rings are set up again
  bool close_asks_entity = false;     // which jobs are the closed file's: those of job->entity

  friend bool operator==(const SlotHabits&, const SlotHabits&) = default;
};

}  // namespace drmsim::scenarios
