#include "scenarios/drivers/ring/ring_driver.h"

#include <algorithm>

#include "scenarios/drivers/ring/ring_recovery.h"
#include "scenarios/format/scenario_spec.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

using drm::Fence;
using drm::RunJobResult;
using sim::EventKind;
using sim::Where;

RingDriver::RingDriver(const DriverContext& context)
    : world_(context.world),
      api_(context.api),
      spec_(context.ring.driver),
      port_(context),
      domain_(context.domain),
      faults_(context.faults),
      name_(context.world.intern(context.ring.name)),
      fence_lock_(context.world, "hw_fence.lock"),
      fence_context_(context.world.allocate_fence_contexts(1)),
      slots_(context.world, std::max(context.ring.slots, context.ring.scheduler.credit_limit)),
      locks_(world_, api_, spec_, domain_.reset_lock),
      live_jobs_(context.world),
      last_lock_(context.world, "ring.last_job_lock") {
  if (spec_.lost_error && !api_.recovery_is_the_drivers()) {
    throw error_at(context.scenario, spec_.where,
                   "`lost_error`: this release's drm_sched_start() takes no error");
  }
  domain_.members.push_back(this);
  port_.request_interrupts([this] { handle_fence_interrupt(); },
                           [this] { handle_error_interrupt(); });
  if (spec_.fallback_timer_ns == sim::kForever) return;
  fallback_timer_.emplace(
      world_, "fallback:" + context.ring.name, [this] { process_completed(); },
      sim::TimerRounding::wheel);
}

void RingDriver::attach(drm::Scheduler& scheduler) {
  scheduler_ = &scheduler;
}

drm::Job& RingDriver::make_job(drm::Entity& entity, const JobRequest& request) {
  locks_.submission();
  live_jobs_.made();
  auto* job = new RingJob(api_, world_, entity, request, name_, Where::here());
  return job->job();
}

void RingDriver::stop_hardware() {
  port_.disable_interrupts();
  if (fallback_timer_) fallback_timer_->del_sync();
  const sim::MutexGuard guard(domain_.reset_lock);  // a recovery may be under way
  domain_.leave(*this);
  port_.reset_ring();
}

void RingDriver::fini() {
  port_.disable_interrupts();
  if (fallback_timer_) fallback_timer_->del_sync();
  forget_fences();
  set_last(nullptr, nullptr);
  locks_.fini();
}

// --- Submission ---

// The scheduler asks again until there is nothing left to wait for.
Fence* RingDriver::prepare_job(drm::Job&, drm::Entity&) {
  if (spec_.prepare_job == PrepareJob::never) return nullptr;
  world_.point(sim::Point::user);
  const auto until_signalled = [this](Fence* fence) {
    return fence == nullptr || api_.test_signaled(*fence) ? nullptr : api_.dma_fence_get(fence);
  };
  const sim::SpinIrqGuard guard(last_lock_);
  switch (spec_.prepare_job) {
    case PrepareJob::never:
      break;
    case PrepareJob::hardware_fence:
      return until_signalled(last_hardware_);
    case PrepareJob::finished_fence:
      return until_signalled(last_finished_);
    case PrepareJob::same_fence:
      return api_.dma_fence_get(last_hardware_);
  }
  return nullptr;
}

void RingDriver::remember(RingJob& job, Fence& fence) {
  if (spec_.prepare_job == PrepareJob::never) return;
  set_last(api_.dma_fence_get(&fence), api_.dma_fence_get(&api_.finished(job.job())));
}

void RingDriver::set_last(Fence* hardware, Fence* finished) {
  {
    const sim::SpinIrqGuard guard(last_lock_);
    std::swap(last_hardware_, hardware);
    std::swap(last_finished_, finished);
  }
  api_.dma_fence_put(hardware);
  api_.dma_fence_put(finished);
}

// Dropped by a reset, and not replayed: who waits for it by prepare_job() waits no longer.
void RingDriver::last_is_freed(drm::Job& job) {
  Fence* hardware = nullptr;
  {
    const sim::SpinIrqGuard guard(last_lock_);
    if (last_finished_ == &api_.finished(job)) hardware = api_.dma_fence_get(last_hardware_);
  }
  if (hardware == nullptr) return;
  cancel(*hardware);
  api_.dma_fence_put(hardware);
}

RunJobResult RingDriver::run_job(drm::Job& scheduler_job) {
  auto& job = RingJob::of(scheduler_job);
  if (const auto refused = job.refused(api_, faults_, name_, port_.lost())) return *refused;
  return emit(job);
}

RunJobResult RingDriver::emit(RingJob& job) {
  Fence& fence = fence_for(job);
  // Its interrupt came after its scheduler was stopped: it is done, and is not executed again.
  if (api_.test_signaled(fence)) {
    port_.nothing_to_do(job, *scheduler_);
    return RunJobResult::hardware_fence(&fence);
  }
  if (job.fault_strikes() && job.fault->run_job_returns.kind == RunJobReturns::Kind::signalled) {
    port_.nothing_to_do(job, *scheduler_);
    api_.dma_fence_signal(fence);
    return RunJobResult::hardware_fence(&fence);
  }
  if (const sim::TimeNs ns = world_.draw(spec_.run_job_delay)) world_.cpu().sleep_for(ns);
  // The array needs the fence until the interrupt: a reference of its own, unless this driver
  // forgets that.
  if (spec_.keep_reference) api_.dma_fence_get(&fence);
  const std::uint32_t number = slots_.emit(fence);
  port_.write_job(job, number, *scheduler_);
  port_.ring_doorbell();
  if (fallback_timer_ && job.attempts > 1) somebody_waits();  // for the fence that it had before
  remember(job, fence);
  locks_.job_emitted(api_.finished(job.job()));
  if (const sim::TimeNs cost_ns = world_.draw(spec_.run_job_cost)) world_.cpu().sleep_for(cost_ns);
  return RunJobResult::hardware_fence(&fence);
}

// A fence for this attempt, with the one reference that run_job() will hand over.
Fence& RingDriver::fence_for(RingJob& job) {
  const bool replay = job.attempts > 1;
  if (spec_.fence == FenceStorage::allocate_in_run_job ||
      (spec_.fence == FenceStorage::allocate_on_replay && replay)) {
    world_.memory().check_allocation(sim::Gfp::kernel, "the hardware fence's kmalloc");
  }
  if (spec_.fence != FenceStorage::embedded) return new_own_fence();
  HwFence& embedded = job.embedded_fence();
  if (!replay || spec_.reinitialise_fence_on_replay) {
    embedded.init(fence_lock_, fence_context_, ++fence_seqno_);  // the job's own reference
    if (fallback_timer_) embedded.tell(this);
  }
  return *api_.dma_fence_get(&embedded.fence());
}

Fence& RingDriver::new_own_fence() {
  auto* fence = new OwnHwFence(api_, world_, name_, "ring_driver", spec_.release, Where::here());
  if (fallback_timer_) fence->tell(this);
  return fence->init(fence_lock_, fence_context_, ++fence_seqno_);
}

void RingDriver::cancel_job(drm::Job& job) {
  if (Fence* fence = api_.parent(job)) cancel(*fence);
}

void RingDriver::cancel(Fence& fence) {
  cancel_fence(api_, fence_lock_, fence, -drm::kEcanceled);
}

void RingDriver::free_job(drm::Job& scheduler_job) {
  auto& job = RingJob::of(scheduler_job);
  world_.cpu().might_sleep("free_job", Where::here());
  if (spec_.prepare_job != PrepareJob::never) last_is_freed(scheduler_job);
  api_.drm_sched_job_cleanup(scheduler_job);
  if (job.embedded_fence().held()) {
    api_.dma_fence_put(&job.embedded_fence().fence());  // the last one frees the job's memory
  } else {
    world_.memory().free(job);
  }
  live_jobs_.freed();
}

// --- Completion ---

void RingDriver::handle_fence_interrupt() {
  locks_.interrupt();
  switch (spec_.interrupt_takes) {
    case InterruptTakes::number:
      return process_completed();
    case InterruptTakes::active_job:
      return take_oldest();
  }
}

void RingDriver::handle_error_interrupt() {
  api_.drm_sched_fault(*scheduler_);
}

// amdgpu_fence_process(). The fallback timer runs while something is outstanding.
void RingDriver::process_completed() {
  if (fallback_timer_ && fallback_timer_->del() && port_.written_fence() != slots_.emitted()) {
    somebody_waits();
  }
  while (Fence* fence = slots_.take_completed(port_.written_fence())) complete(*fence);
}

// Whatever the hardware has done, and whether it has done anything.
void RingDriver::take_oldest() {
  if (Fence* fence = slots_.take_any()) complete(*fence);
}

void RingDriver::complete(Fence& fence) {
  api_.dma_fence_signal(fence);
  if (spec_.keep_reference || spec_.unbalanced_put) api_.dma_fence_put(&fence);
}

// amdgpu_fence_enable_signaling()
void RingDriver::somebody_waits() {
  if (!fallback_timer_->pending()) fallback_timer_->mod(spec_.fallback_timer_ns);
}

// A ring that was not reset is where it was. A handler that has taken a fence signals it before the
// job is replayed, not after.
void RingDriver::hardware_was_reset(bool works) {
  if (works) port_.ring_was_reset();
  forget_fences();
  port_.synchronize_interrupts();
}

void RingDriver::forget_fences() {
  if (fallback_timer_) fallback_timer_->del();  // there is nothing to look for
  while (Fence* fence = slots_.take_any()) {
    if (spec_.keep_reference) api_.dma_fence_put(fence);
  }
  // Numbers go on where they were: waiting for an older one must not look like waiting for the
  // future.
  port_.set_written_fence(slots_.emitted());
}

// --- Sleep ---

void RingDriver::suspend() {
  api_.drm_sched_wqueue_stop(*scheduler_);
  remaining_ns_ = api_.drm_sched_suspend_timeout(*scheduler_);
  port_.quiet_interrupts();
  port_.power_off();
  if (fallback_timer_) fallback_timer_->del_sync();
  process_completed();  // what had ended before
}

void RingDriver::resume() {
  if (port_.write_again()) {
    port_.ring_doorbell();
    if (fallback_timer_) somebody_waits();
  }
  port_.unmask_fence_interrupt();
  port_.unmask_error_interrupt();
  api_.drm_sched_resume_timeout(*scheduler_, remaining_ns_);
  api_.drm_sched_wqueue_start(*scheduler_);
}

// --- Timeout ---

drm::SchedStat RingDriver::timedout_job(drm::Job& job) {
  const RecoveryGuard guard(domain_);
  locks_.timeout();
  RingJob& hung = RingJob::of(job);
  return RingRecovery(*this, hung).recover();
}

}  // namespace drmsim::scenarios
