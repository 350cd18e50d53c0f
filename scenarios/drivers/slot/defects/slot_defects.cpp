#include "scenarios/drivers/slot/defects/slot_defects.h"

#include "scenarios/drivers/slot/defects/a10_checks_less.h"
#include "scenarios/drivers/slot/defects/a11_interrupts_in_reset.h"
#include "scenarios/drivers/slot/defects/a14_completed_is_cancelled.h"
#include "scenarios/drivers/slot/defects/a16_hang_error_unchecked.h"
#include "scenarios/drivers/slot/defects/a2_not_put_back.h"
#include "scenarios/drivers/slot/defects/b10_reset_in_interrupt_thread.h"
#include "scenarios/drivers/slot/defects/b13_started_before_restore.h"
#include "scenarios/drivers/slot/defects/b3_error_not_rechecked.h"
#include "scenarios/drivers/slot/defects/b4_old_fence_leaks.h"
#include "scenarios/drivers/slot/defects/b9_retired_before_reset.h"
#include "scenarios/drivers/slot/defects/c8_close_asks_entity.h"
#include "scenarios/drivers/slot/defects/cancels_under_reset_lock.h"
#include "scenarios/drivers/slot/defects/f3_slot_cleared_late.h"
#include "scenarios/drivers/slot/defects/r1_active_completed.h"

namespace drmsim::scenarios {

SlotDefects slot_defects(SlotDriver& driver, SlotSteps& correct, const DriverSpec& options) {
  SlotDefects defects(driver, correct);
  if (options.close_asks_entity) defects.add<CloseAsksEntity>();
  if (!options.put_old_fence) defects.add<OldFenceLeaks>();
  if (options.completed_replay == CompletedReplay::null) defects.add<CompletedIsCancelled>();
  if (options.interrupt_takes == InterruptTakes::active_job) defects.add<ActiveCompleted>();
  if (options.clear_slot != ClearSlot::before_signal) {
    defects.add<SlotClearedLate>(options.clear_slot);
  }
  if (options.fault_recovery == FaultRecovery::interrupt_thread) {
    defects.add<ResetInInterruptThread>();
  }
  if (!options.recheck_error) defects.add<ErrorNotRechecked>();
  if (options.cancel_recovery == CancelRecovery::under_reset_lock) {
    defects.add<CancelsUnderResetLock>();
  }
  if (options.completion_check != CompletionCheck::hardware) {
    defects.add<ChecksLess>(options.completion_check);
  }
  if (options.on_false_timeout == FalseTimeout::finish) defects.add<FinishedJobNotPutBack>();
  if (options.on_progress == FalseTimeout::finish) defects.add<MovingJobNotPutBack>();
  if (options.hang_error == HangError::unchecked) defects.add<HangErrorUnchecked>();
  if (options.retire_before_reset) defects.add<RetiredBeforeReset>();
  if (options.interrupts_in_reset != InterruptsInReset::masked) {
    defects.add<InterruptsArriveInReset>(options.interrupts_in_reset);
  }
  if (options.start_before_restore) defects.add<StartedBeforeRestore>();
  return defects;
}

}  // namespace drmsim::scenarios
