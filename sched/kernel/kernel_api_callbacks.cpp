// What the kernel's scheduler calls drivers for, with the events that go with it.
#include "sched/kernel/kernel_api.h"
#include "sched/kernel/kernel_block.h"
#include "sim/signalling_section.h"
#include "sim/worker.h"
#include "sim/world.h"

namespace drmsim::kernel {

using sim::EventKind;
using sim::Where;

dma_fence* KernelApi::prepare_job(void* scheduler, drm_sched_job* job, drm_sched_entity* entity) {
  const sim::SignallingSection section(world_);
  drm::BackendOps& ops = *static_cast<SchedulerRecord*>(scheduler)->ops;
  return kernel_of(ops.prepare_job(handle(job), *reinterpret_cast<drm::Entity*>(entity)));
}

// Once drm_sched_wqueue_stop() has returned, no job is run or freed: who resets the hardware, or
// walks pending_list, relies on it. A worker that begins nevertheless may look for the stop and do
// nothing, or find the scheduler started again meanwhile.
void KernelApi::worker_begins(drm_gpu_scheduler* scheduler) {
  if (kernel().is_paused(scheduler) == 0) return;
  const auto* record = static_cast<SchedulerRecord*>(kernel().scheduler_record(scheduler));
  const sim::Worker* worker = world_.workers().of(world_.cpu().current());
  if (record == nullptr || worker == nullptr) return;
  began_stopped_[worker->execution] = {scheduler, record, record->starts, false, false};
}

KernelApi::StoppedWorker* KernelApi::stopped_worker() {
  if (began_stopped_.empty()) return nullptr;
  const sim::Worker* worker = world_.workers().of(world_.cpu().current());
  if (worker == nullptr) return nullptr;
  const auto found = began_stopped_.find(worker->execution);
  return found == began_stopped_.end() ? nullptr : &found->second;
}

void KernelApi::entity_selected() {
  if (StoppedWorker* worker = stopped_worker()) worker->selected = worker->still_stopped(kernel());
}

// From here on drm_sched_start() sees the job, and takes it for one that was reset.
void KernelApi::timeout_started() {
  tell_of_job("drm_sched_job_begin of a job");
}

void KernelApi::tell_of_job(const std::string& what) {
  StoppedWorker* worker = stopped_worker();
  if (worker == nullptr || !worker->selected || worker->told) return;
  worker->told = true;
  report_work_while_stopped(what, "drm_sched_run_job_work");
}

void KernelApi::timeout_taken_back() {
  const StoppedWorker* worker = stopped_worker();
  if (worker == nullptr || !worker->still_stopped(kernel())) return;
  report_work_while_stopped("free_job of a finished job", "drm_sched_free_job_work");
}

void KernelApi::report_work_while_stopped(const std::string& what, const char* function) {
  world_.hazards().report(sim::HazardKind::work_while_stopped,
                          Where::here("drivers/gpu/drm/scheduler/sched_main.c", function, 0),
                          "drm_sched_job", drm::work_while_stopped(what));
}

dma_fence* KernelApi::run_job(void* scheduler, drm_sched_job* job, int& error) {
  const sim::SignallingSection section(world_);
  const sim::QuarantineHold hold(world_.memory());
  storage_of(handle(job)).note("run_job", Where::here());
  tell_of_job("run_job of " + world_.names().text(tag_of(handle(job))));
  const auto& record = *static_cast<SchedulerRecord*>(scheduler);
  const sim::JobTag tag = tag_of(handle(job));
  const drm::RunJobResult result = record.ops->run_job(handle(job));
  if (result.fence == nullptr) {
    drm::log_run_job_result(world_, tag, record.name, result, this->error(finished(handle(job))));
  }
  error = -result.error;
  return kernel_of(result.fence);
}

drmsim_stat KernelApi::timedout_job(void* scheduler, drm_sched_job* job) {
  auto& record = *static_cast<SchedulerRecord*>(scheduler);
  storage_of(handle(job)).note("timedout_job", Where::here());
  world_.log().emit(EventKind::timedout_job, tag_of(handle(job)), record.name, karma(handle(job)));
  const sim::SignallingSection section(world_);
  switch (record.ops->timedout_job(handle(job))) {
    case drm::SchedStat::enodev:
      return DRMSIM_STAT_ENODEV;
    case drm::SchedStat::no_hang:
      if (knows_no_hang()) return DRMSIM_STAT_NO_HANG;
      world_.hazards().report(sim::HazardKind::contract, sim::Where::here(), "drm_sched_job",
                              drm::unknown_no_hang(world_.names().text(tag_of(handle(job)))));
      break;
    case drm::SchedStat::nominal:
      break;
  }
  return DRMSIM_STAT_RESET;
}

void KernelApi::cancel_job(void* scheduler, drm_sched_job* job) {
  static_cast<SchedulerRecord*>(scheduler)->ops->cancel_job(handle(job));
}

void KernelApi::free_job(void* scheduler, drm_sched_job* job) {
  world_.log().emit(EventKind::free_job, tag_of(handle(job)));
  inspect(handle(job), tag_of(handle(job)));
  static_cast<SchedulerRecord*>(scheduler)->ops->free_job(handle(job));
}

std::uint32_t KernelApi::update_job_credits(void* scheduler, drm_sched_job* job) {
  drm::BackendOps& ops = *static_cast<SchedulerRecord*>(scheduler)->ops;
  return ops.update_job_credits(handle(job), credits(handle(job)));
}

void KernelApi::trace_push(drm_sched_job* job, drm_sched_entity* entity, void* scheduler,
                           std::uint64_t id, std::uint32_t queued, std::uint32_t credits_in_use) {
  world_.log().emit(EventKind::push, tag_of(handle(job)), KernelBlock::find(entity)->name,
                    static_cast<SchedulerRecord*>(scheduler)->name, id, queued, credits_in_use,
                    context(finished(handle(job))), seqno(finished(handle(job))));
}

void KernelApi::trace_dependency(drm_sched_job* job, dma_fence* fence, bool waits) {
  world_.log().emit(waits ? EventKind::unschedulable : EventKind::add_dep, tag_of(handle(job)),
                    job_of(*handle(fence)), context(*handle(fence)), seqno(*handle(fence)));
}

void KernelApi::trace_run(drm_sched_job* job, std::uint32_t queued) {
  if (KernelBlock* block = KernelBlock::find(s_fence(handle(job)))) block->queued_behind = queued;
}

std::uint32_t KernelApi::queued_behind(const drm::Job& job) const {
  const KernelBlock* block = KernelBlock::find(s_fence(job));
  return block == nullptr ? 0 : block->queued_behind;
}

}  // namespace drmsim::kernel
