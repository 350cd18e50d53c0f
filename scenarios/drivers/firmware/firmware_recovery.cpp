#include "scenarios/drivers/firmware/firmware_recovery.h"

#include "scenarios/drivers/common/domain_recovery.h"
#include "scenarios/drivers/common/no_hang.h"
#include "scenarios/drivers/firmware/firmware_driver.h"

namespace drmsim::scenarios {

using drm::SchedStat;
using sim::EventKind;

FirmwareRecovery::FirmwareRecovery(FirmwareDriver& driver, FirmwareJob& job)
    : driver_(driver), job_(job) {
  const std::string& group = driver.spec_.group;
  for (FirmwareDriver* other : driver.domain_.firmware_queues) {
    if (other == &driver || (!group.empty() && other->spec_.group == group)) {
      group_.push_back(other);
    }
  }
}

// What the time of the job has come to. If it has hung, its group is dead afterwards.
FirmwareRecovery::Verdict FirmwareRecovery::judge() {
  const sim::MutexGuard guard(driver_.device_->lock());
  driver_.process_completed();
  if (job_.done_fence == nullptr || driver_.api_.test_signaled(*job_.done_fence)) {
    return Verdict::finished;
  }
  const bool begun = driver_.port_.executing_job() == job_.tag();
  // A device that is lost gives nobody a place any more.
  const bool lost = driver_.port_.lost();
  if (!begun && !lost && driver_.steps().waits_for_place(*this)) return Verdict::evicted;
  if (!begun && (lost || driver_.fetches_)) return Verdict::unstarted;
  if (begun && has_time_left()) return Verdict::running;
  if (driver_.api_.test_signaled(*job_.done_fence)) return Verdict::finished;
  kill_group();
  return Verdict::killed;
}

// The job moves, and has not had the hardware for as long as its timeout: the submission was late.
bool FirmwareRecovery::has_time_left() {
  constexpr sim::TimeNs kWatchNs = 1'000;
  const std::uint32_t before = driver_.port_.progress();
  driver_.world_.cpu().sleep_for(kWatchNs);
  driver_.process_completed();
  const std::uint32_t now = driver_.port_.progress();
  return now > before && now < driver_.timeout_ns_;
}

SchedStat FirmwareRecovery::recover() {
  FirmwareSteps& steps = driver_.steps();
  // Not under the device's lock: run_job() takes it.
  for (FirmwareDriver* queue : group_) driver_.api_.drm_sched_wqueue_stop(*queue->scheduler_);
  switch (judge()) {
    case Verdict::finished:
      driver_.device_->kick();  // a place may have become free, and its interrupt is late or lost
      log("job_had_finished");
      return steps.had_finished(*this);
    case Verdict::evicted:
      driver_.device_->kick();
      log("evicted");
      return put_back();
    case Verdict::running:
      log("running");
      return put_back();
    case Verdict::unstarted:
      return steps.has_not_begun(*this);
    case Verdict::killed:
      break;
  }
  guilty_ = driver_.api_.error(*job_.done_fence) != 0;
  return steps.group_killed(*this);
}

void FirmwareRecovery::log(const char* why) {
  driver_.world_.log().emit(EventKind::false_timeout, job_.tag(), driver_.name_, why);
}

SchedStat FirmwareRecovery::put_back() {
  const SchedStat status = answer_no_hang(driver_.api_, *driver_.scheduler_, job_.job());
  start_group();
  return status;
}

void FirmwareRecovery::blame() {
  if (guilty_) driver_.api_.drm_sched_increase_karma(job_.job());
}

// The handler that walks the scheduler's jobs leaves it to the scheduler to put the job back.
SchedStat FirmwareRecovery::release() {
  const bool by_scheduler = driver_.spec_.cancel_walk == CancelWalk::pending_jobs;
  if (!by_scheduler) {
    driver_.api_.drm_sched_job_reinsert_on_false_timeout(*driver_.scheduler_, job_.job());
  }
  start_group();
  driver_.device_->kick();
  return by_scheduler ? SchedStat::no_hang : SchedStat::nominal;
}

void FirmwareRecovery::kill_group() {
  for (FirmwareDriver* queue : group_) {
    queue->killed_ = true;
    queue->leave_hardware();
    if (driver_.spec_.cancel_walk == CancelWalk::pending_jobs) {
      queue->cancel_pending(queue == &driver_ ? &job_ : nullptr);
    } else {
      queue->cancel_all();
    }
  }
}

// The hardware of the queue is stuck, through no fault of the job: as if it had never been run.
SchedStat FirmwareRecovery::reset_queue() {
  drm::Api& api = driver_.api_;
  for (FirmwareDriver* queue : group_) {
    if (queue != &driver_) api.drm_sched_wqueue_start(*queue->scheduler_);
  }
  DomainRecovery recovery(api, driver_.domain_, &job_.job());
  recovery.stop(driver_);
  bool works = false;
  {
    const sim::MutexGuard guard(driver_.device_->lock());
    works = !driver_.port_.lost() && driver_.port_.reset_ring();
    recovery.tell_members(works);
  }
  recovery.restart(works);
  return works ? SchedStat::nominal : SchedStat::enodev;
}

void FirmwareRecovery::start_group() {
  for (FirmwareDriver* queue : group_) driver_.api_.drm_sched_wqueue_start(*queue->scheduler_);
}

}  // namespace drmsim::scenarios
