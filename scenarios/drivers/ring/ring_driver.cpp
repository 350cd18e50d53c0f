#include "scenarios/drivers/ring/ring_driver.h"

#include <algorithm>

#include "scenarios/drivers/common/no_hang.h"
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
      live_jobs_(context.world),
      previous_(context.world, context.api),
      defects_(ring_defects(*this, *this, spec_)) {
  if (spec_.lost_error && !api_.recovery_is_the_drivers()) {
    throw error_at(context.scenario, spec_.where,
                   "`lost_error`: this release's drm_sched_start() takes no error");
  }
  domain_.members.push_back(this);
  port_.request_interrupts([this] { steps().handle_fence_interrupt(); },
                           [this] { api_.drm_sched_fault(*scheduler_); });
  if (spec_.fallback_timer_ns == sim::kForever) return;
  fallback_timer_.emplace(
      world_, "fallback:" + context.ring.name, [this] { process_completed(); },
      sim::TimerRounding::wheel);
}

void RingDriver::attach(drm::Scheduler& scheduler) {
  scheduler_ = &scheduler;
}

drm::Job& RingDriver::make_job(drm::Entity& entity, const JobRequest& request) {
  steps().prepare_submission();
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
  steps().drop_references();
}

void RingDriver::drop_references() {
  previous_.forget();
}

// --- Submission ---

// The scheduler asks again until there is nothing left to wait for.
Fence* RingDriver::prepare_job(drm::Job&, drm::Entity&) {
  world_.point(sim::Point::user);
  const auto wait_for = [this](Fence* fence) { return steps().to_wait_for(fence); };
  return spec_.prepare_job == PrepareJob::finished_fence ? previous_.with_finished(wait_for)
                                                         : previous_.with_hardware(wait_for);
}

Fence* RingDriver::to_wait_for(Fence* fence) {
  return fence == nullptr || api_.test_signaled(*fence) ? nullptr : api_.dma_fence_get(fence);
}

RunJobResult RingDriver::run_job(drm::Job& scheduler_job) {
  auto& job = RingJob::of(scheduler_job);
  if (const auto refused = job.refused(api_, faults_, name_, port_.lost())) return *refused;
  return emit(job);
}

RunJobResult RingDriver::emit(RingJob& job) {
  Fence& fence = steps().fence_for(job);
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
  steps().keep(fence);  // before the interrupt can come, which puts it
  const std::uint32_t number = slots_.emit(fence);
  port_.write_job(job, number, *scheduler_);
  port_.ring_doorbell();
  if (fallback_timer_ && job.attempts > 1) somebody_waits();  // for the fence that it had before
  steps().emitted(job, fence);
  if (const sim::TimeNs cost_ns = world_.draw(spec_.run_job_cost)) world_.cpu().sleep_for(cost_ns);
  return RunJobResult::hardware_fence(&fence);  // and its reference, which is the scheduler's now
}

void RingDriver::keep(Fence& fence) {
  api_.dma_fence_get(&fence);
}

void RingDriver::emitted(RingJob& job, Fence& fence) {
  if (spec_.prepare_job != PrepareJob::never) previous_.remember(job.job(), fence);
}

// A job that is run again keeps its embedded fence, which others may hold: a new reference, no new
// initialisation. Either way nothing is allocated here: recovery may have to come this way.
Fence& RingDriver::fence_for(RingJob& job) {
  if (spec_.fence != FenceStorage::embedded) return new_own_fence();
  if (job.attempts <= 1) init_embedded_fence(job);
  return *api_.dma_fence_get(&job.embedded_fence().fence());
}

void RingDriver::init_embedded_fence(RingJob& job) {
  job.embedded_fence().init(fence_lock_, fence_context_, ++fence_seqno_);
  if (fallback_timer_) job.embedded_fence().tell(this);
}

// Its memory counts as allocated before the job was armed (FenceStorage::preallocated).
Fence& RingDriver::new_own_fence() {
  OwnHwFence* fence =
      new_hw_fence(api_, world_, name_, "ring_driver", spec_.release, Where::here());
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
  if (spec_.prepare_job != PrepareJob::never) {
    // Dropped by a reset, and not replayed: who waits for it by prepare_job() waits no longer.
    if (Fence* previous = previous_.hardware_fence_of(scheduler_job)) {
      cancel(*previous);
      api_.dma_fence_put(previous);
    }
  }
  api_.drm_sched_job_cleanup(scheduler_job);
  if (job.embedded_fence().held()) {
    api_.dma_fence_put(&job.embedded_fence().fence());  // the last one frees the job's memory
  } else {
    world_.memory().free(job);
  }
  live_jobs_.freed();
}

// --- Completion ---

// amdgpu_fence_process(). The fallback timer runs while something is outstanding.
void RingDriver::process_completed() {
  if (fallback_timer_ && fallback_timer_->del() && port_.written_fence() != slots_.emitted()) {
    somebody_waits();
  }
  while (Fence* fence = slots_.take_completed(port_.written_fence())) steps().complete(*fence);
}

void RingDriver::complete(Fence& fence) {
  api_.dma_fence_signal(fence);
  api_.dma_fence_put(&fence);  // what keep() took
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
  while (Fence* fence = slots_.take_any()) steps().forget(*fence);
  // Numbers go on where they were: waiting for an older one must not look like waiting for the
  // future.
  port_.set_written_fence(slots_.emitted());
}

// The scheduler waits for it no more, since it is stopped; others may (amdgpu_fence_driver_force_
// completion()). An embedded one is completed when its job is run again, or freed.
void RingDriver::forget(Fence& fence) {
  if (spec_.fence != FenceStorage::embedded) cancel(fence);
  api_.dma_fence_put(&fence);  // what keep() took
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
  RingRecovery recovery(*this, RingJob::of(job));
  return steps().recover(recovery);
}

drm::SchedStat RingDriver::recover(RingRecovery& recovery) {
  return recovery.recover();
}

// The job is off pending_list: unless it is put back, nobody will ever free it.
drm::SchedStat RingDriver::nothing_hangs(RingRecovery& recovery) {
  return answer_no_hang(api_, *scheduler_, recovery.job().job());
}

drm::SchedStat RingDriver::reset(RingRecovery& recovery) {
  return recovery.reset();
}

// Unless the error is there before the hardware completes the fence, the job's users read garbage.
// Under the lock: the job may complete by itself at this moment.
void RingDriver::mark_killed(Fence& parent) {
  set_error_unless_signaled(api_, fence_lock_, parent, -drm::kEnodata);
}

void RingDriver::stop_schedulers(RingRecovery& recovery) {
  recovery.stop_schedulers();
}

}  // namespace drmsim::scenarios
