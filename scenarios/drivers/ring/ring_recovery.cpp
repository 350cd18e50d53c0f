#include "scenarios/drivers/ring/ring_recovery.h"

#include "scenarios/drivers/common/no_hang.h"
#include "scenarios/drivers/ring/ring_driver.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

using drm::SchedStat;
using sim::EventKind;

RingRecovery::RingRecovery(RingDriver& driver, RingJob& job)
    : driver_(driver), job_(job), domain_(driver.api_, driver.domain_, &job.job()) {}

bool RingRecovery::finished_after_all() const {
  const drm::Api& api = driver_.api_;
  const drm::Fence* parent = api.parent(job_.job());
  return api.test_signaled(api.finished(job_.job())) ||
         (parent != nullptr && api.test_signaled(*parent));
}

// The job is off pending_list: unless it is put back, nobody will ever free it.
SchedStat RingRecovery::resume_after_false_timeout(const char* action) {
  driver_.world_.log().emit(EventKind::false_timeout, job_.tag(), driver_.name_, action);
  if (driver_.spec_.on_false_timeout == FalseTimeout::finish) return SchedStat::nominal;
  return answer_no_hang(driver_.api_, *driver_.scheduler_, job_.job());
}

// The hardware completes the fence of a job that it kills as it completes any other: unless the
// error is there before, the job's users read garbage (amdgpu_ring_soft_recovery()).
bool RingRecovery::try_soft_recovery() {
  drm::Fence* parent = driver_.api_.parent(job_.job());
  if (!driver_.spec_.soft_recovery || parent == nullptr) return false;
  if (driver_.spec_.soft_recovery_error) {
    set_error_unless_signaled(driver_.api_, driver_.fence_lock_, *parent, -drm::kEnodata);
  }
  if (!driver_.port_.soft_recovery()) return false;
  constexpr sim::TimeNs kPollNs = 10'000;
  const sim::TimeNs give_up_ns = driver_.world_.now() + driver_.spec_.soft_recovery_wait_ns;
  return driver_.world_.cpu().poll(
      kPollNs, give_up_ns, [this] { return finished_after_all(); }, "soft recovery");
}

// As the hardware's fence gets its error where the driver sets one: the job ends with it even if
// nobody replays it. Whoever looks before the scheduler is stopped may be overtaken.
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

SchedStat RingRecovery::recover() {
  if (driver_.spec_.reread_hardware) driver_.process_completed();
  if (finished_after_all() && driver_.spec_.on_false_timeout != FalseTimeout::reset) {
    return resume_after_false_timeout("job_had_finished");
  }
  if (!driver_.spec_.cancel_when_lost && driver_.port_.lost()) return SchedStat::nominal;
  if (try_soft_recovery()) return resume_after_false_timeout("soft_recovery");

  const FinishedError finished_error = driver_.spec_.finished_error;
  if (finished_error == FinishedError::unchecked) set_finished_error();
  if (driver_.spec_.reset == ResetScope::full) {
    domain_.stop_all();
  } else {
    domain_.stop(driver_);
  }
  if (finished_error == FinishedError::after_stop) set_finished_error();
  driver_.api_.drm_sched_increase_karma(job_.job());
  if (driver_.spec_.reset_time_ns > 0) driver_.world_.cpu().sleep_for(driver_.spec_.reset_time_ns);
  const bool hardware_works = reset_hardware();
  domain_.tell_members(hardware_works);
  domain_.restart(hardware_works, !hardware_works && driver_.spec_.lost_error ? -drm::kEnodev : 0);
  return hardware_works ? SchedStat::nominal : SchedStat::enodev;
}

}  // namespace drmsim::scenarios
