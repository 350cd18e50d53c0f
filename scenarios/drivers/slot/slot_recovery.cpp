#include "scenarios/drivers/slot/slot_recovery.h"

#include <algorithm>

#include "scenarios/drivers/common/no_hang.h"
#include "scenarios/drivers/slot/slot_driver.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

using drm::SchedStat;
using sim::EventKind;

SlotRecovery::SlotRecovery(SlotDriver& driver, SlotJob* job)
    : driver_(driver),
      job_(job),
      domain_(driver.api_, driver.domain_, job == nullptr ? nullptr : &job->job()) {}

bool SlotRecovery::signalled() const {
  const drm::Api& api = driver_.api_;
  return api.test_signaled(api.finished(job_->job())) || api.test_signaled(*job_->irq_fence);
}

void SlotRecovery::wait_for_interrupts() {
  driver_.port_.synchronize_interrupts();
}

// An interrupt may be late or lost: at last the handler does what it would have done, with the
// interrupt masked, so that they are not two.
bool SlotRecovery::finished_after_all() {
  if (signalled()) return true;
  wait_for_interrupts();
  if (signalled()) return true;
  driver_.port_.mask_fence_interrupt();
  wait_for_interrupts();
  if (driver_.active_ != nullptr) driver_.take_completed();
  driver_.port_.unmask_fence_interrupt();
  return signalled();
}

// Since its timer fired last, or since it began. Nothing moves on a ring that executes another job.
bool SlotRecovery::moved_since_last_time() {
  if (driver_.spec_.on_progress == FalseTimeout::reset || driver_.active_ != job_) return false;
  const std::uint32_t progress = driver_.port_.progress();
  const bool moved = progress != job_->progress_at_timeout;
  job_->progress_at_timeout = progress;
  return moved;
}

// The job is off pending_list: unless it is put back, nobody will ever free it.
SchedStat SlotRecovery::put_back() {
  return answer_no_hang(driver_.api_, *driver_.scheduler_, job_->job());
}

SchedStat SlotRecovery::recover() {
  const DriverSpec& spec = driver_.spec_;
  const auto goes_on = [this](const char* why) {
    driver_.world_.log().emit(EventKind::false_timeout, job_->tag(), driver_.name_, why);
  };
  if (job_->irq_fence == nullptr) {  // run_job() is under way
    goes_on("not_started");
    return put_back();
  }
  if (spec.on_false_timeout != FalseTimeout::reset && driver_.steps().finished_after_all(*this)) {
    goes_on("job_had_finished");
    return driver_.steps().had_finished(*this);
  }
  if (moved_since_last_time()) {
    goes_on("progress");
    return driver_.steps().makes_progress(*this);
  }
  return reset();
}

SchedStat SlotRecovery::reset() {
  if (job_ != nullptr) driver_.steps().hang_found(*this);
  domain_.stop_all();
  if (!retired_) suspect_ = job_ != nullptr ? job_ : driver_.active_;
  watch();
  const bool hardware_works = !driver_.port_.lost() && driver_.port_.reset_domain();
  domain_.tell_members(hardware_works);
  blame();
  domain_.restart(hardware_works);
  return hardware_works ? SchedStat::nominal : SchedStat::enodev;
}

void SlotRecovery::set_error() {
  set_error_unless_signaled(driver_.api_, driver_.fence_lock_, *job_->irq_fence, -drm::kEtime);
}

// The job belongs to the scheduler from here on, and is freed as soon as its worker gets to it.
void SlotRecovery::retire() {
  drm::Api& api = driver_.api_;
  SlotJob& job = *job_;
  job_ = nullptr;
  retired_ = true;
  domain_.forget_bad();
  driver_.forget_active();
  driver_.power_put();
  api.dma_fence_set_error(*job.irq_fence, -drm::kEio);
  api.dma_fence_signal(*job.irq_fence);
  api.drm_sched_job_reinsert_on_false_timeout(*driver_.scheduler_, job.job());
}

// Until the hardware is reset: run_job() may have come to the job only now, while its scheduler was
// being stopped, and then it moves.
void SlotRecovery::watch() {
  constexpr sim::TimeNs kWatchMinNs = 1'000;
  const std::uint32_t before = driver_.port_.progress();
  driver_.world_.cpu().sleep_for(std::max(driver_.spec_.reset_time_ns, kWatchMinNs));
  moves_ = driver_.active_ == suspect_ && driver_.spec_.on_progress != FalseTimeout::reset &&
           driver_.port_.progress() != before;
}

// Unless it moved, or completed, while the schedulers were being stopped.
void SlotRecovery::blame() {
  if (suspect_ == nullptr || moves_) return;
  if (driver_.api_.test_signaled(*suspect_->irq_fence)) return;
  driver_.api_.drm_sched_increase_karma(suspect_->job());
}

}  // namespace drmsim::scenarios
