#include "scenarios/drivers/slot/slot_driver.h"

#include <algorithm>
#include <utility>

#include "scenarios/drivers/slot/slot_recovery.h"
#include "scenarios/format/scenario_spec.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

using drm::Fence;
using drm::RunJobResult;
using sim::EventKind;
using sim::Where;

namespace {

// Then no recovery of ours meets a timeout handler, if it goes through the same queue.
bool timeouts_are_ordered(const DriverContext& context) {
  return context.ring.scheduler.timeout_queue.kind == QueueSpec::Kind::shared;
}

}  // namespace

SlotDriver::SlotDriver(const DriverContext& context)
    : world_(context.world),
      api_(context.api),
      spec_(context.ring.driver),
      port_(context),
      domain_(context.domain),
      faults_(context.faults),
      name_(context.world.intern(context.ring.name)),
      fence_lock_(context.world, "hw_fence.lock"),
      job_lock_(context.world, "slot.job_lock"),
      fence_context_(context.world.allocate_fence_contexts(1)),
      live_jobs_(context.world),
      own_wq_(context.world, "recover", sim::WorkqueueKind::ordered),
      recover_wq_(timeouts_are_ordered(context) ? *context.timeout_wq : own_wq_),
      recover_work_(context.world, "recover:" + context.ring.name, "recover", run_recover_work,
                    this),
      defects_(slot_defects(*this, *this, spec_)) {
  if (context.ring.scheduler.credit_limit != 1) {
    throw error_at(context.scenario, context.ring.scheduler.where,
                   "driver `slot` has one job on the hardware; expected `credit_limit = 1`");
  }
  domain_.members.push_back(this);
  port_.request_interrupts([this] { steps().handle_interrupt(); },
                           [this] { handle_error_interrupt(); },
                           spec_.fault_recovery == FaultRecovery::interrupt_thread);
}

drm::Job& SlotDriver::make_job(drm::Entity& entity, const JobRequest& request) {
  auto* job = new SlotJob(api_, world_, entity, request, Where::here());
  job->file = &file_of(entity);
  jobs_.push_back(job);
  live_jobs_.made();
  return job->job();
}

SlotFile& SlotDriver::file_of(drm::Entity& entity) {
  for (SlotFile* file : files_) {
    if (file->is_of(entity)) return *file;
  }
  return *files_.emplace_back(new SlotFile(world_, entity, Where::in("open")));
}

// panfrost_job_close() and panfrost_postclose(): what executes must not find the file any more.
void SlotDriver::entity_closed(drm::Entity& entity) {
  SlotFile* file = nullptr;
  {
    const sim::SpinIrqGuard guard(job_lock_);
    const auto closed = std::find_if(files_.begin(), files_.end(),
                                     [&](const SlotFile* open) { return open->is_of(entity); });
    if (closed == files_.end()) return;  // it has never submitted
    file = *closed;
    for (SlotJob* job : jobs_) {
      if (steps().is_of_file(*job, *file, entity)) job->file = nullptr;
    }
    files_.erase(closed);
  }
  world_.memory().free(*file, Where::in("postclose"));
}

bool SlotDriver::is_of_file(SlotJob& job, const SlotFile& file, drm::Entity&) {
  return job.file == &file;
}

void SlotDriver::stop_hardware() {
  // Nobody queues recovery any more, then it is cancelled: the scheduler is about to go.
  port_.disable_interrupts();
  sim::Workqueue::cancel_sync(recover_work_);
  const sim::MutexGuard guard(domain_.reset_lock);  // a recovery may be under way
  domain_.leave(*this);
  port_.reset_ring();
}

void SlotDriver::fini() {
  port_.disable_interrupts();
  sim::Workqueue::cancel_sync(recover_work_);
  if (active_ == nullptr) return;
  world_.hazards().report(sim::HazardKind::warning, sim::Where::here(), "job on the hardware",
                          "the driver of " + world_.names().text(name_) +
                              " goes away, and still has a job that executes");
}

// --- Submission ---

RunJobResult SlotDriver::run_job(drm::Job& scheduler_job) {
  auto& job = SlotJob::of(scheduler_job);
  if (job.irq_fence != nullptr && api_.test_signaled(*job.irq_fence)) {
    return steps().replay_of_completed(job);
  }
  if (const auto refused = job.refused(api_, faults_, name_, port_.lost())) return *refused;
  Fence& fence = new_fence(job);
  if (job.fault_strikes() && job.fault->run_job_returns.kind == RunJobReturns::Kind::signalled) {
    port_.nothing_to_do(job, *scheduler_);
    api_.dma_fence_signal(fence);
    return RunJobResult::hardware_fence(&fence);
  }
  if (const sim::TimeNs ns = world_.draw(spec_.run_job_delay)) world_.cpu().sleep_for(ns);
  ++power_users_;
  {
    const sim::SpinIrqGuard guard(job_lock_);
    active_ = &job;
    active_hold_.begin(world_.memory());
    ++emitted_;
  }
  job.progress_at_timeout = 0;
  port_.write_job(job, emitted_, *scheduler_);
  port_.ring_doorbell();
  if (const sim::TimeNs cost_ns = world_.draw(spec_.run_job_cost)) world_.cpu().sleep_for(cost_ns);
  return RunJobResult::hardware_fence(&fence);
}

// It completed after drm_sched_stop() had stopped to listen.
RunJobResult SlotDriver::replay_of_completed(SlotJob& job) {
  return RunJobResult::hardware_fence(api_.dma_fence_get(job.irq_fence));
}

// With two references: the job's, and the one that run_job() will hand over.
Fence& SlotDriver::new_fence(SlotJob& job) {
  auto* storage = new_hw_fence(api_, world_, name_, "slot_driver", spec_.release, Where::here());
  Fence& fence = storage->init(fence_lock_, fence_context_, ++fence_seqno_);
  steps().put_old_fence(job);
  job.irq_fence = api_.dma_fence_get(&fence);
  return fence;
}

void SlotDriver::put_old_fence(SlotJob& job) {
  api_.dma_fence_put(job.irq_fence);
}

void SlotDriver::cancel_job(drm::Job& scheduler_job) {
  auto& job = SlotJob::of(scheduler_job);
  if (active_ == &job) {
    forget_active();
    power_put();
  }
  cancel_fence(api_, fence_lock_, *job.irq_fence, -drm::kEcanceled);
}

void SlotDriver::free_job(drm::Job& scheduler_job) {
  auto& job = SlotJob::of(scheduler_job);
  world_.cpu().might_sleep("free_job", Where::here());
  api_.drm_sched_job_cleanup(scheduler_job);
  api_.dma_fence_put(std::exchange(job.irq_fence, nullptr));
  {
    const sim::SpinIrqGuard guard(job_lock_);
    jobs_.erase(std::find(jobs_.begin(), jobs_.end(), &job));
  }
  world_.memory().free(job);
  live_jobs_.freed();
}

// --- Completion ---

// Handlers on two processors do not both find that it has ended: one exchange, as an atomic's.
void SlotDriver::take_completed() {
  const std::uint32_t written = port_.written_fence();
  if (std::exchange(acknowledged_, written) == written) return;  // nothing has ended: spurious
  if (active_ == nullptr) {
    world_.hazards().fatal(sim::HazardKind::contract, sim::Where::here(), "job on the hardware",
                           "the interrupt handler of " + world_.names().text(name_) +
                               " dereferences NULL: the hardware has completed a job, and the "
                               "driver knows of none");
    return;
  }
  complete(*active_);
}

// Whatever the hardware has done, and whether it has done anything.
void SlotDriver::take_active() {
  acknowledged_ = port_.written_fence();
  if (active_ != nullptr) complete(*active_);
}

void SlotDriver::complete(SlotJob& job) {
  job.check_alive("the completion of the active job", Where::here());
  if (job.file != nullptr) {
    job.file->check_alive("the time that the job took is added up", Where::here());
    job.file->engine_usage_ns += job.duration_ns;
  }
  Fence* fence = api_.dma_fence_get(job.irq_fence);
  power_put();
  steps().end_active(*fence);
  api_.dma_fence_put(fence);
}

// In this order: as soon as the fence has signalled, the scheduler may free the job and start the
// next one, which is the active job then.
void SlotDriver::end_active(Fence& fence) {
  forget_active();
  api_.dma_fence_signal(fence);
}

void SlotDriver::forget_active() {
  const sim::SpinIrqGuard guard(job_lock_);
  active_ = nullptr;
  active_hold_.end();
}

void SlotDriver::power_put() {
  if (--power_users_ >= 0) return;
  world_.hazards().fatal(
      sim::HazardKind::refcount_underflow, sim::Where::here(), "power reference",
      "the power of " + world_.names().text(name_) + " is put for a job that has put it already");
}

// An error that a reset has cleared meanwhile needs no recovery.
void SlotDriver::handle_error_interrupt() {
  if (!port_.reports_error()) return;
  steps().handle_error();
}

void SlotDriver::handle_error() {
  if (spec_.fault_recovery == FaultRecovery::own_work) {
    recover_wq_.queue(recover_work_);
  } else {
    api_.drm_sched_fault(*scheduler_);
  }
}

void SlotDriver::run_recover_work(void* driver) {
  auto& slot = *static_cast<SlotDriver*>(driver);
  const RecoveryGuard guard(slot.domain_);
  slot.steps().recover_from_error();
}

// It may have been queued again while it ran: the reset has cleared the error then.
void SlotDriver::recover_from_error() {
  if (port_.reports_error()) SlotRecovery(*this, nullptr).reset();
}

// --- Sleep ---

void SlotDriver::suspend() {
  api_.drm_sched_wqueue_stop(*scheduler_);
  remaining_ns_ = api_.drm_sched_suspend_timeout(*scheduler_);
  port_.quiet_interrupts();
  port_.power_off();
  if (active_ != nullptr) steps().handle_interrupt();  // it may have ended before
}

void SlotDriver::resume() {
  if (active_ != nullptr) active_->progress_at_timeout = 0;
  if (port_.write_again()) port_.ring_doorbell();
  port_.unmask_fence_interrupt();
  port_.unmask_error_interrupt();
  api_.drm_sched_resume_timeout(*scheduler_, remaining_ns_);
  api_.drm_sched_wqueue_start(*scheduler_);
}

// --- Timeout and reset ---

// Work of the driver's own takes reset_lock as well: it is cancelled, if at all, before that.
drm::SchedStat SlotDriver::timedout_job(drm::Job& scheduler_job) {
  if (spec_.cancel_recovery == CancelRecovery::before_reset_lock) {
    sim::Workqueue::cancel_sync(recover_work_);
  }
  const RecoveryGuard guard(domain_);
  SlotRecovery recovery(*this, &SlotJob::of(scheduler_job));
  return steps().recover(recovery);
}

drm::SchedStat SlotDriver::recover(SlotRecovery& recovery) {
  return recovery.recover();
}

bool SlotDriver::finished_after_all(SlotRecovery& recovery) {
  return recovery.finished_after_all();
}

drm::SchedStat SlotDriver::had_finished(SlotRecovery& recovery) {
  return recovery.put_back();
}

drm::SchedStat SlotDriver::makes_progress(SlotRecovery& recovery) {
  return recovery.put_back();
}

void SlotDriver::hang_found(SlotRecovery& recovery) {
  if (spec_.hang_error != HangError::none) recovery.set_error();
}

// Running handlers have ended afterwards: nothing completes while the hardware is reset.
void SlotDriver::mask_interrupts() {
  port_.mask_error_interrupt();
  port_.mask_fence_interrupt();
  port_.synchronize_interrupts();
}

void SlotDriver::unmask_interrupts() {
  port_.unmask_fence_interrupt();
  port_.unmask_error_interrupt();
}

void SlotDriver::scheduler_was_stopped() {
  port_.disable_ring();
  interrupted_ = active_;
}

// What was written before the reset struck has completed, whether there was an interrupt or not.
void SlotDriver::hardware_was_reset(bool works) {
  given_up_ = !works;
  if (SlotJob* job = std::exchange(interrupted_, nullptr)) {
    if (steps().has_completed()) {
      complete(*job);
    } else {
      power_put();
    }
  }
  forget_active();
  if (works) port_.ring_was_reset();  // or it is where it was
  port_.set_written_fence(emitted_);
  acknowledged_ = emitted_;
  steps().restore_ring();
}

void SlotDriver::schedulers_were_started() {
  steps().started();
  if (!given_up_) steps().unmask_interrupts();
}

}  // namespace drmsim::scenarios
