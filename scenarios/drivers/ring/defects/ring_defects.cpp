#include "scenarios/drivers/ring/defects/ring_defects.h"

#include "scenarios/drivers/ring/defects/a16_finished_error_unchecked.h"
#include "scenarios/drivers/ring/defects/a2_job_not_put_back.h"
#include "scenarios/drivers/ring/defects/b12_fence_allocated.h"
#include "scenarios/drivers/ring/defects/b14_lost_device_ignored.h"
#include "scenarios/drivers/ring/defects/b5_fence_reinitialised.h"
#include "scenarios/drivers/ring/defects/counter_locks.h"
#include "scenarios/drivers/ring/defects/e13_no_own_reference.h"
#include "scenarios/drivers/ring/defects/e13_unbalanced_put.h"
#include "scenarios/drivers/ring/defects/killed_without_error.h"
#include "scenarios/drivers/ring/defects/r1_oldest_completed.h"
#include "scenarios/drivers/ring/defects/r3_prepare_job_never_done.h"
#include "scenarios/drivers/ring/defects/submission_habits.h"

namespace drmsim::scenarios {

RingDefects ring_defects(RingDriver& driver, RingSteps& correct, const DriverSpec& options) {
  RingDefects defects(driver, correct);
  if (!options.keep_reference && options.unbalanced_put) defects.add<UnbalancedPut>();
  if (!options.keep_reference && !options.unbalanced_put) defects.add<NoOwnReference>();
  if (options.reinitialise_fence_on_replay && options.fence == FenceStorage::embedded) {
    defects.add<FenceReinitialised>();
  }
  if (options.fence == FenceStorage::allocate_in_run_job) defects.add<FenceAllocated>(false);
  if (options.fence == FenceStorage::allocate_on_replay) defects.add<FenceAllocated>(true);
  if (options.interrupt_takes == InterruptTakes::active_job) defects.add<OldestCompleted>();
  if (options.prepare_job == PrepareJob::same_fence) defects.add<PrepareJobNeverDone>();
  if (!options.soft_recovery_error) defects.add<KilledWithoutError>();
  if (options.on_false_timeout == FalseTimeout::finish) defects.add<JobNotPutBack>();
  if (!options.cancel_when_lost) defects.add<LostDeviceIgnored>();
  if (options.finished_error == FinishedError::unchecked) defects.add<FinishedErrorUnchecked>();
  if (options.counters != CounterLocks::none) defects.add<CounterLockHabit>(options.counters);
  if (options.submit_waits != InSubmission::never ||
      options.submit_allocates != InSubmission::never) {
    defects.add<SubmissionHabit>(static_cast<const LockHabits&>(options));
  }
  return defects;
}

}  // namespace drmsim::scenarios
