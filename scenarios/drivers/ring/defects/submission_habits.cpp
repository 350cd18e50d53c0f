#include "scenarios/drivers/ring/defects/submission_habits.h"

#include <utility>

namespace drmsim::scenarios {

using drm::Fence;

SubmissionHabit::SubmissionHabit(RingDriver& driver, RingSteps& inner, const LockHabits& habits)
    : RingDefect(driver, inner), habits_(habits), last_lock_(driver.world(), "ring.last_lock") {}

void SubmissionHabit::prepare_submission() {
  do_all_that_is(InSubmission::unlocked);
  if (habits_.submit_waits == InSubmission::under_reset_lock ||
      habits_.submit_allocates == InSubmission::under_reset_lock) {
    const sim::MutexGuard guard(driver_.domain().reset_lock);
    do_all_that_is(InSubmission::under_reset_lock);
  }
  inner_.prepare_submission();
}

void SubmissionHabit::do_all_that_is(InSubmission where) {
  if (habits_.submit_waits == where) wait_for_last();
  if (habits_.submit_allocates == where) {
    driver_.world().memory().check_allocation(sim::Gfp::kernel, "the submission's kmalloc");
  }
}

void SubmissionHabit::wait_for_last() {
  drm::Api& api = driver_.api();
  Fence* fence = nullptr;
  {
    const sim::SpinIrqGuard guard(last_lock_);
    fence = api.dma_fence_get(last_);
  }
  if (fence == nullptr) return;
  api.dma_fence_wait_timeout(*fence);
  api.dma_fence_put(fence);
}

void SubmissionHabit::emitted(RingJob& job, Fence& fence) {
  inner_.emitted(job, fence);
  if (habits_.submit_waits == InSubmission::never) return;
  remember(driver_.api().dma_fence_get(&driver_.api().finished(job.job())));
}

void SubmissionHabit::drop_references() {
  remember(nullptr);
  inner_.drop_references();
}

void SubmissionHabit::remember(Fence* finished) {
  {
    const sim::SpinIrqGuard guard(last_lock_);
    std::swap(last_, finished);
  }
  driver_.api().dma_fence_put(finished);
}

}  // namespace drmsim::scenarios
