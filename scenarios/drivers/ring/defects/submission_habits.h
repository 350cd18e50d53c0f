// What the submission of a job does that the timeout handler must not have to wait for: it waits
// for the job before, or allocates; with the reset lock held, which the timeout handler takes, or
// without (rules of locking; scenarios/files/locking/).
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class SubmissionHabit final : public RingDefect {
 public:
  SubmissionHabit(RingDriver& driver, RingSteps& inner, const LockHabits& habits);

  void prepare_submission() override;
  void emitted(RingJob& job, drm::Fence& fence) override;
  void drop_references() override;

 private:
  void do_all_that_is(InSubmission where);
  void wait_for_last();
  void remember(drm::Fence* finished);

  const LockHabits& habits_;
  sim::SpinLock last_lock_;  // of last_
  // The finished fence of the job emitted last, with a reference; for submit_waits. Not the
  // hardware's: that of a job that a reset dropped and nobody replays may never signal.
  drm::Fence* last_ = nullptr;
};

}  // namespace drmsim::scenarios
