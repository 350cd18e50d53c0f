#include "scenarios/format/keys/driver_keys.h"

namespace drmsim::scenarios {
namespace {

ChoiceType<CompletionCheck> completion_check_type() {
  return ChoiceType<CompletionCheck>({{"none", CompletionCheck::none},
                                      {"fence", CompletionCheck::fence},
                                      {"after_interrupt", CompletionCheck::after_interrupt},
                                      {"hardware", CompletionCheck::hardware}});
}

ChoiceType<ClearSlot> clear_slot_type() {
  return ChoiceType<ClearSlot>({{"before_signal", ClearSlot::before_signal},
                                {"after_signal", ClearSlot::after_signal},
                                {"never", ClearSlot::never}});
}

ChoiceType<InterruptsInReset> interrupts_in_reset_type() {
  return ChoiceType<InterruptsInReset>({{"masked", InterruptsInReset::masked},
                                        {"errors", InterruptsInReset::errors},
                                        {"all", InterruptsInReset::all}});
}

ChoiceType<CompletedReplay> completed_replay_type() {
  return ChoiceType<CompletedReplay>(
      {{"signalled_fence", CompletedReplay::signalled_fence}, {"null", CompletedReplay::null}});
}

ChoiceType<FaultRecovery> fault_recovery_type() {
  return ChoiceType<FaultRecovery>({{"timeout_worker", FaultRecovery::timeout_worker},
                                    {"own_work", FaultRecovery::own_work},
                                    {"interrupt_thread", FaultRecovery::interrupt_thread}});
}

ChoiceType<CancelRecovery> cancel_recovery_type() {
  return ChoiceType<CancelRecovery>({{"never", CancelRecovery::never},
                                     {"before_reset_lock", CancelRecovery::before_reset_lock},
                                     {"under_reset_lock", CancelRecovery::under_reset_lock}});
}

ChoiceType<HangError> hang_error_type() {
  return ChoiceType<HangError>({{"none", HangError::none},
                                {"locked", HangError::locked},
                                {"unchecked", HangError::unchecked}});
}

void add_slot_timeout_keys(Section<DriverSpec>& section) {
  section
      .key("completion_check", &DriverSpec::completion_check, completion_check_type(),
           "What the timeout handler looks at before it declares a hang. Nothing; "
           "whether the job's fence has signalled; that again when a running interrupt handler has "
           "returned; and then what the hardware says, whose interrupt may be late or lost.")
      .of({"slot"})
      .key("on_progress", &DriverSpec::on_progress, false_timeout_type(),
           "What the timeout handler does if the job has made progress since the last "
           "timeout: reset as if it hung; return and leave the job off pending_list; or put it "
           "back and return.")
      .of({"slot"})
      .key("hang_error", &DriverSpec::hang_error, hang_error_type(),
           "How the timeout handler sets -ETIME on the hardware fence of a job that "
           "hangs: not; under the fence's lock, if it has not signalled; or without the lock.")
      .of({"slot"})
      .key("fault_recovery", &DriverSpec::fault_recovery, fault_recovery_type(),
           "Who resets when the hardware reports an error: the timeout worker, by "
           "drm_sched_fault(); work of the driver's own, on the timeout worker's queue if that is "
           "`shared`, or else on one of the driver's; or the interrupt handler, which is a thread "
           "then.")
      .of({"slot"})
      .key("recheck_error", &DriverSpec::recheck_error, BooleanType(),
           "With `own_work`, which may have been queued while it ran, it looks whether "
           "the hardware still reports an error.")
      .of({"slot"})
      .key("cancel_recovery", &DriverSpec::cancel_recovery, cancel_recovery_type(),
           "With `own_work`, the timeout handler cancels it and waits for it: before it "
           "takes the reset lock, which that work takes too, or with the lock held.")
      .of({"slot"});
}

void add_slot_reset_keys(Section<DriverSpec>& section) {
  section
      .key("interrupts_in_reset", &DriverSpec::interrupts_in_reset, interrupts_in_reset_type(),
           "Which interrupts arrive between the decision to reset and the restart.")
      .of({"slot"})
      .key("retire_before_reset", &DriverSpec::retire_before_reset, BooleanType(),
           "The hung job's fence is signalled, so that the job is freed, while the "
           "hardware still executes it.")
      .of({"slot"})
      .key("start_before_restore", &DriverSpec::start_before_restore, BooleanType(),
           "After a reset the schedulers are started before the rings are enabled "
           "again.")
      .of({"slot"})
      .key("completed_replay", &DriverSpec::completed_replay, completed_replay_type(),
           "What run_job returns for a job that is replayed but had completed before "
           "the reset: its fence, which has signalled, or NULL.")
      .of({"slot"})
      .key("put_old_fence", &DriverSpec::put_old_fence, BooleanType(),
           "When a job is replayed, the job's reference to the fence of the attempt "
           "before is put.")
      .of({"slot"})
      .key("clear_slot", &DriverSpec::clear_slot, clear_slot_type(),
           "When the interrupt handler clears the pointer to the job that executes: "
           "before it signals the job's fence, after that, or never.")
      .of({"slot"})
      .key("close_asks_entity", &DriverSpec::close_asks_entity, BooleanType(),
           "When a file is closed, the driver looks for its jobs by `job->entity`, which "
           "is NULL in those that the scheduler has popped, and leaves them with a pointer to the "
           "file.")
      .of({"slot"});
}

}  // namespace

void add_slot_keys(Section<DriverSpec>& section) {
  add_slot_timeout_keys(section);
  add_slot_reset_keys(section);
}

}  // namespace drmsim::scenarios
