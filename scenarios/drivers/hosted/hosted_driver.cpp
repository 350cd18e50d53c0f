#include "scenarios/drivers/hosted/hosted_driver.h"

#include <optional>
#include <utility>

#include "scenarios/drivers/common/fault_rules.h"
#include "scenarios/drivers/hosted/hosted_checks.h"
#include "sched/api/errno_codes.h"
#include "sim/allocation_allowed.h"

namespace drmsim::scenarios {

using sim::EventKind;

HostedDriver::HostedDriver(const DriverContext& context)
    : world_(context.world),
      api_(context.api),
      code_(code_of_driver(context)),
      spec_(context.ring.driver),
      port_(context),
      faults_(context.faults),
      name_(context.world.intern(context.ring.name)),
      live_jobs_(context.world) {
  check_hosted(context);
  port_.request_interrupts([this] { handle_fence_interrupt(); },
                           [this] { handle_error_interrupt(); });
}

drm::Scheduler* HostedDriver::make_scheduler(drm::Api&, const drm::SchedulerArgs& args) {
  return code_.init(args, {spec_.max_error_tasks}, *this);
}

drm::Job& HostedDriver::make_job(drm::Entity& entity, const JobRequest& request) {
  live_jobs_.made();
  tasks_[request.tag.bits()] = Task{request.duration_ns, request.entity, request.fault};
  return code_.make_job(entity, request.tag);
}

void HostedDriver::stop_hardware() {
  port_.disable_interrupts();
  port_.reset_ring();
}

void HostedDriver::fini() {
  code_.stop(*scheduler_);
  port_.disable_interrupts();
}

// --- The driver's backend operations ---

drm::RunJobResult HostedDriver::run_job(drm::Job& job) {
  std::optional<sim::AllocationAllowed> allowed;
  if (spec_.may_allocate) allowed.emplace(world_.cpu());
  const sim::JobTag tag = code_.tag_of(job);
  Task& task = tasks_.at(tag.bits());
  if (!std::exchange(task.has_run, true)) {
    task.fault = faults_.strike(tag, task.entity, name_, task.fault);
  }
  to_run_ = &task;
  const drm::RunJobResult result = code_.run_job(job);
  to_run_ = nullptr;
  return result;
}

drm::SchedStat HostedDriver::timedout_job(drm::Job& job) {
  std::optional<sim::AllocationAllowed> allowed;
  if (spec_.may_allocate) allowed.emplace(world_.cpu());
  masked_ = false;
  const sim::JobTag tag = code_.tag_of(job);  // the job may be freed meanwhile
  const drm::SchedStat status = code_.timedout_job(job);
  if (!masked_) world_.log().emit(EventKind::false_timeout, tag, name_, "job_had_finished");
  return status;
}

void HostedDriver::free_job(drm::Job& job) {
  tasks_.erase(code_.tag_of(job).bits());
  code_.free_job(job);
  live_jobs_.freed();
}

// --- The hardware below it ---

void HostedDriver::mask_irq() {
  masked_ = true;
  port_.mask_fence_interrupt();
}

void HostedDriver::start(drm::Job& job) {
  const sim::JobTag tag = code_.tag_of(job);
  Task& task = tasks_.at(tag.bits());
  ++task.attempts;
  world_.log().emit(EventKind::run_job, tag, name_, task.attempts, api_.credit_count(*scheduler_),
                    api_.queued_behind(job));
  busy_ = true;
  port_.submit(tag, task.duration_ns, ++emitted_);
}

int HostedDriver::resume() {
  if (to_run_ == nullptr || to_run_->fault == nullptr) return 0;
  const JobFaultSpec& fault = *to_run_->fault;
  const bool fails = fault.run_job_returns.kind == RunJobReturns::Kind::null;
  // This attempt is counted when the hardware starts.
  const bool strikes = to_run_->attempts >= fault.skip_attempts &&
                       to_run_->attempts - fault.skip_attempts < fault.attempts;
  return fails && strikes ? -drm::kEio : 0;
}

// The ring alone; if the hardware refuses, the driver has no other way.
void HostedDriver::reset() {
  busy_ = false;
  if (!port_.reset_ring()) return;
  port_.ring_was_reset();
  port_.set_written_fence(emitted_);
  port_.unmask_fence_interrupt();
}

void HostedDriver::handle_fence_interrupt() {
  if (!busy_ || port_.written_fence() != emitted_) return;  // nothing has ended: spurious
  busy_ = false;
  code_.irq(*scheduler_, false);
}

void HostedDriver::handle_error_interrupt() {
  code_.irq(*scheduler_, true);
}

}  // namespace drmsim::scenarios
