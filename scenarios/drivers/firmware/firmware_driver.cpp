#include "scenarios/drivers/firmware/firmware_driver.h"

#include <algorithm>
#include <utility>

#include "scenarios/drivers/firmware/firmware_recovery.h"
#include "scenarios/format/scenario_spec.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

using drm::Fence;
using drm::RunJobResult;
using sim::EventKind;
using sim::Where;

FirmwareDriver::FirmwareDriver(const DriverContext& context)
    : world_(context.world),
      api_(context.api),
      spec_(context.ring.driver),
      port_(context),
      domain_(context.domain),
      faults_(context.faults),
      name_(context.world.intern(context.ring.name)),
      timeout_ns_(context.ring.scheduler.timeout_ns),
      fence_lock_(context.world, "hw_fence.lock"),
      fence_context_(context.world.allocate_fence_contexts(1)),
      slots_(context.world, std::max(context.ring.slots, context.ring.scheduler.credit_limit)),
      live_jobs_(context.world),
      close_wq_(context.world, "close:" + context.ring.name, sim::WorkqueueKind::ordered),
      close_work_(context.world, "close:" + context.ring.name, "close", close_work, this),
      defects_(firmware_defects(*this, *this, spec_)) {
  std::shared_ptr<FirmwareDevice>& device = context.domain.firmware;
  if (device == nullptr) {
    device = std::make_shared<FirmwareDevice>(world_, spec_.hw_queues, spec_.time_slice_ns);
  }
  if (device->places() != spec_.hw_queues || device->time_slice_ns() != spec_.time_slice_ns) {
    throw error_at(context.scenario, spec_.where,
                   "the rings of a reset domain are one device; expected the `hw_queues` and the "
                   "`time_slice` of the others");
  }
  if (spec_.independent_fences && !api_.has_independent_fences()) {
    throw error_at(context.scenario, spec_.where,
                   "`independent_fences`: this release has no fences with a lock of their own");
  }
  if (spec_.cancel_walk == CancelWalk::pending_jobs && !api_.recovery_is_the_drivers()) {
    throw error_at(context.scenario, spec_.where,
                   "`cancel_walk`: this release has no drm_sched_for_each_pending_job()");
  }
  device_ = device;
  domain_.members.push_back(this);
  domain_.firmware_queues.push_back(this);
  device_->join();
  port_.request_interrupts([this] { handle_interrupt(); },
                           [this] { api_.drm_sched_fault(*scheduler_); });
}

drm::Job& FirmwareDriver::make_job(drm::Entity& entity, const JobRequest& request) {
  live_jobs_.made();
  if (std::find(users_.begin(), users_.end(), &entity) == users_.end()) users_.push_back(&entity);
  return (new FirmwareJob(api_, world_, entity, request, Where::here()))->job();
}

void FirmwareDriver::entity_closed(drm::Entity& entity) {
  if (std::erase(users_, &entity) == 0 || !users_.empty() || live_jobs_.count() == 0) return;
  steps().owner_gone();
}

// The queue is destroyed with its owner (xe_exec_queue_kill(), panthor_group_destroy()): nobody is
// left to wait for what it has not done. By work, since the owner may have locks that those hold
// who wait for its fences.
void FirmwareDriver::owner_gone() {
  close_wq_.queue(close_work_);
  sim::Workqueue::flush(close_work_);
}

void FirmwareDriver::close_work(void* driver) {
  static_cast<FirmwareDriver*>(driver)->close_queue();
}

void FirmwareDriver::close_queue() {
  const RecoveryGuard recovery(domain_);
  api_.drm_sched_wqueue_stop(*scheduler_);
  {
    const sim::MutexGuard guard(device_->lock());
    process_completed();
    if (has_jobs()) {
      has_cancelled_ = true;
      leave_hardware();
      cancel_all();
    }
    resume_timeout();
  }
  api_.drm_sched_wqueue_start(*scheduler_);
  device_->kick();
}

void FirmwareDriver::wait_for_cancelled() {
  if (has_cancelled_) live_jobs_.wait_until_none();
}

void FirmwareDriver::stop_hardware() {
  port_.disable_interrupts();
  const sim::MutexGuard recovery_guard(domain_.reset_lock);  // a recovery may be under way
  domain_.leave(*this);
  std::erase(domain_.firmware_queues, this);
  const sim::MutexGuard guard(device_->lock());
  device_->forget(*this);
  port_.reset_ring();
  device_->kick();  // its place is free
}

void FirmwareDriver::fini() {
  port_.disable_interrupts();
  device_->leave();
  forget_fences();
}

// --- Submission ---

RunJobResult FirmwareDriver::run_job(drm::Job& scheduler_job) {
  auto& job = FirmwareJob::of(scheduler_job);
  const sim::MutexGuard guard(device_->lock());
  if (killed_) return RunJobResult::failed(-drm::kEcanceled);
  if (const auto refused = job.refused(api_, faults_, name_, port_.lost())) return *refused;
  Fence& fence = new_fence(job);
  if (job.fault_strikes() && job.fault->run_job_returns.kind == RunJobReturns::Kind::signalled) {
    port_.nothing_to_do(job, *scheduler_);
    api_.dma_fence_signal(fence);
  } else {
    hand_to_firmware(job, fence);
  }
  return RunJobResult::hardware_fence(&fence);
}

void FirmwareDriver::hand_to_firmware(FirmwareJob& job, Fence& fence) {
  if (const sim::TimeNs ns = world_.draw(spec_.run_job_delay)) world_.cpu().sleep_for(ns);
  const std::uint32_t number = slots_.emit(*api_.dma_fence_get(&fence));
  port_.write_job(job, number, *scheduler_);
  if (fetches_) {
    port_.ring_doorbell();
  } else if (!has_place_) {
    steps().suspend_timeout();
    device_->schedule(*this);
  }
  if (const sim::TimeNs cost_ns = world_.draw(spec_.run_job_cost)) world_.cpu().sleep_for(cost_ns);
}

// With two references: the job's, and the one that run_job() will hand over.
Fence& FirmwareDriver::new_fence(FirmwareJob& job) {
  const bool alone = spec_.independent_fences;
  auto* storage = new_hw_fence(api_, world_, name_, "firmware_driver",
                               alone ? FenceRelease::none : spec_.release, Where::here());
  const std::uint64_t seqno = ++fence_seqno_;
  Fence& fence = alone ? storage->init(fence_context_, seqno)
                       : storage->init(fence_lock_, fence_context_, seqno);
  api_.dma_fence_put(job.done_fence);
  job.done_fence = api_.dma_fence_get(&fence);
  return fence;
}

void FirmwareDriver::free_job(drm::Job& scheduler_job) {
  auto& job = FirmwareJob::of(scheduler_job);
  world_.cpu().might_sleep("free_job", Where::here());
  api_.drm_sched_job_cleanup(scheduler_job);
  api_.dma_fence_put(std::exchange(job.done_fence, nullptr));
  world_.memory().free(job);
  live_jobs_.freed();
}

void FirmwareDriver::cancel_job(drm::Job& scheduler_job) {
  auto& job = FirmwareJob::of(scheduler_job);
  if (job.done_fence == nullptr || api_.test_signaled(*job.done_fence)) return;
  api_.dma_fence_set_error(*job.done_fence, -drm::kEcanceled);
  api_.dma_fence_signal(*job.done_fence);
}

// --- A place on the hardware ---

// The time that a queue waits for a place is not its job's. Since a submission may have started the
// suspended timer again, it is suspended with each; what had remained at first counts.
void FirmwareDriver::suspend_timeout() {
  const sim::TimeNs remaining_ns = api_.drm_sched_suspend_timeout(*scheduler_);
  if (!timeout_suspended_) remaining_ns_ = remaining_ns;
  timeout_suspended_ = true;
}

void FirmwareDriver::resume_timeout() {
  if (!std::exchange(timeout_suspended_, false)) return;
  api_.drm_sched_resume_timeout(*scheduler_, remaining_ns_);
}

void FirmwareDriver::bind() {
  has_place_ = true;
  go_on();
  resume_timeout();
}

void FirmwareDriver::go_on() {
  fetches_ = true;
  port_.enable_ring();
  port_.ring_doorbell();
}

void FirmwareDriver::stop_fetching() {
  fetches_ = false;
  port_.disable_ring();
}

void FirmwareDriver::evict() {
  has_place_ = false;
  ++evictions_;
  if (fetches_) stop_fetching();
  if (has_jobs()) steps().suspend_timeout();
}

// --- Sleep ---

void FirmwareDriver::suspend() {
  api_.drm_sched_wqueue_stop(*scheduler_);  // not under the device's lock: run_job() takes it
  const sim::MutexGuard guard(device_->lock());
  device_->forget(*this);
  has_place_ = fetches_ = false;
  steps().suspend_timeout();
  port_.quiet_interrupts();
  port_.disable_ring();
  port_.power_off();
  process_completed();  // what had ended before
}

// The firmware has forgotten its queues: those with jobs ask for a place again, and their timeouts
// go on when they have it.
void FirmwareDriver::resume() {
  {
    const sim::MutexGuard guard(device_->lock());
    port_.write_again();
    port_.unmask_fence_interrupt();
    port_.unmask_error_interrupt();
    if (has_jobs()) {
      device_->schedule(*this);
    } else {
      resume_timeout();
    }
  }
  api_.drm_sched_wqueue_start(*scheduler_);
}

// --- Completion ---

void FirmwareDriver::handle_interrupt() {
  process_completed();
  device_->kick();  // a place may have become free
}

void FirmwareDriver::process_completed() {
  while (Fence* fence = slots_.take_completed(port_.written_fence())) {
    api_.dma_fence_signal(*fence);
    api_.dma_fence_put(fence);
  }
}

// --- Recovery ---

drm::SchedStat FirmwareDriver::timedout_job(drm::Job& scheduler_job) {
  const RecoveryGuard guard(domain_);
  return FirmwareRecovery(*this, FirmwareJob::of(scheduler_job)).recover();
}

// The timer may have been started again while it was suspended (suspend_timeout()).
bool FirmwareDriver::waits_for_place(FirmwareRecovery&) {
  return !fetches_;
}

drm::SchedStat FirmwareDriver::had_finished(FirmwareRecovery& recovery) {
  return recovery.put_back();
}

// Its queue is on the hardware, whose fault it is then.
drm::SchedStat FirmwareDriver::has_not_begun(FirmwareRecovery& recovery) {
  return recovery.reset_queue();
}

// The job is the scheduler's again after the release, and may be freed.
drm::SchedStat FirmwareDriver::group_killed(FirmwareRecovery& recovery) {
  recovery.blame();
  return recovery.release();
}

// With the device's lock held. What was in flight is to be cancelled.
void FirmwareDriver::leave_hardware() {
  has_place_ = fetches_ = false;
  device_->forget(*this);
  port_.disable_ring();
  const bool works = port_.reset_ring();
  process_completed();  // what ended before the reset struck
  if (works) port_.ring_was_reset();
}

// All that is in flight ends with an error. The hardware is reset already.
void FirmwareDriver::cancel_all() {
  while (Fence* fence = slots_.take_any()) {
    if (spec_.independent_fences) {
      cancel(*fence, -drm::kEcanceled);
    } else {
      steps().cancel_in_flight(*fence);
    }
    api_.dma_fence_put(fence);
  }
  port_.set_written_fence(slots_.emitted());
}

// Interrupts off: the handler takes the lock as well.
void FirmwareDriver::cancel_in_flight(Fence& fence) {
  const sim::SpinIrqGuard guard(fence_lock_);
  cancel_locked(fence);
}

void FirmwareDriver::cancel_locked(Fence& fence) {
  api_.dma_fence_set_error(fence, -drm::kEcanceled);
  api_.dma_fence_signal_locked(fence);
}

// Nobody else completes it: the hardware is reset, and what had ended before it was processed.
void FirmwareDriver::cancel(Fence& fence, int error) {
  if (api_.test_signaled(fence)) return;
  api_.dma_fence_set_error(fence, error);
  api_.dma_fence_check_and_signal(fence);
}

// As cancel_all(), by the scheduler's list, on which the job that hangs is not. Stopped.
void FirmwareDriver::cancel_pending(FirmwareJob* hangs) {
  if (hangs != nullptr) cancel(*hangs->done_fence, -drm::kEtime);
  api_.drm_sched_for_each_pending_job(*scheduler_, nullptr, [this](drm::Job& pending) {
    auto& job = FirmwareJob::of(pending);
    if (api_.drm_sched_job_is_signaled(pending) || job.done_fence == nullptr) return;
    cancel(*job.done_fence, -drm::kEcanceled);
  });
  forget_fences();
}

void FirmwareDriver::forget_fences() {
  while (Fence* fence = slots_.take_any()) api_.dma_fence_put(fence);
  port_.set_written_fence(slots_.emitted());
}

void FirmwareDriver::hardware_was_reset(bool works) {
  process_completed();
  forget_fences();
  if (works) port_.ring_was_reset();  // or it is where it was
  device_->kick();  // what executed will not complete, and others may wait for its end
}

}  // namespace drmsim::scenarios
