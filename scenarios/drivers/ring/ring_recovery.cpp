#include "scenarios/drivers/ring/ring_recovery.h"

#include "scenarios/drivers/ring/ring_driver.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

using drm::SchedStat;
using sim::EventKind;

RingRecovery::RingRecovery(RingDriver& driver, RingJob& job)
    : driver_(driver), job_(job), domain_(driver.api_, driver.domain_, &job.job()) {}

SchedStat RingRecovery::recover() {
  if (driver_.spec_.reread_hardware) driver_.process_completed();
  if (finished_after_all() && driver_.spec_.on_false_timeout != FalseTimeout::reset) {
    return go_on("job_had_finished");
  }
  return driver_.steps().reset(*this);
}

bool RingRecovery::finished_after_all() const {
  const drm::Api& api = driver_.api_;
  const drm::Fence* parent = api.parent(job_.job());
  return api.test_signaled(api.finished(job_.job())) ||
         (parent != nullptr && api.test_signaled(*parent));
}

SchedStat RingRecovery::go_on(const char* why) {
  driver_.world_.log().emit(EventKind::false_timeout, job_.tag(), driver_.name_, why);
  return driver_.steps().nothing_hangs(*this);
}

// The order of include/drm/gpu_scheduler.h, timedout_job: stop, reset, resubmit, start.
SchedStat RingRecovery::reset() {
  if (try_soft_recovery()) return go_on("soft_recovery");
  driver_.steps().stop_schedulers(*this);
  if (driver_.spec_.finished_error == FinishedError::after_stop) set_finished_error();
  driver_.api_.drm_sched_increase_karma(job_.job());
  if (driver_.spec_.reset_time_ns > 0) driver_.world_.cpu().sleep_for(driver_.spec_.reset_time_ns);
  const bool hardware_works = reset_hardware();
  domain_.tell_members(hardware_works);
  domain_.restart(hardware_works, !hardware_works && driver_.spec_.lost_error ? -drm::kEnodev : 0);
  return hardware_works ? SchedStat::nominal : SchedStat::enodev;
}

// amdgpu_ring_soft_recovery(): the hardware drops the job, and completes its fence as any other.
bool RingRecovery::try_soft_recovery() {
  drm::Fence* parent = driver_.api_.parent(job_.job());
  if (!driver_.spec_.soft_recovery || parent == nullptr) return false;
  driver_.steps().mark_killed(*parent);
  if (!driver_.port_.soft_recovery()) return false;
  constexpr sim::TimeNs kPollNs = 10'000;
  const sim::TimeNs give_up_ns = driver_.world_.now() + driver_.spec_.soft_recovery_wait_ns;
  return driver_.world_.cpu().poll(
      kPollNs, give_up_ns, [this] { return finished_after_all(); }, "soft recovery");
}

void RingRecovery::stop_schedulers() {
  if (driver_.spec_.reset == ResetScope::full) {
    domain_.stop_all();
  } else {
    domain_.stop(driver_);
  }
}

// Once the scheduler is stopped nothing can signal the fence between the look and the error. The
// job ends with it even if nobody replays it.
void RingRecovery::set_finished_error() {
  drm::Api& api = driver_.api_;
  drm::Fence& finished = api.finished(job_.job());
  if (api.dma_fence_get_status(finished) != 0) return;
  api.dma_fence_set_error(finished, -drm::kEtime);
}

// Whether the hardware works again. A ring that does not reset alone takes its domain down with it.
bool RingRecovery::reset_hardware() {
  if (driver_.port_.lost()) return false;
  if (driver_.spec_.reset == ResetScope::ring && driver_.port_.reset_ring()) return true;
  domain_.stop_all();
  return driver_.port_.reset_domain();
}

}  // namespace drmsim::scenarios
