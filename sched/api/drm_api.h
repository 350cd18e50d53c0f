// Every kernel function that drivers and machines call, for whichever scheduler serves the run.
//
// Intuition: the symbol table of a kernel. Drivers, clients and machines (scenarios/) are written
// once, against this class; a run chooses the implementation: `model` is the C++ scheduler of
// sched/ (sched/model/model_api.h), `kernel` and `kernel:NAME` are the real drm/sched of a kernel
// tree, compiled. Mechanism: one virtual function per kernel function, under its name, on handles
// (sched/api/drm_handles.h); functions without a kernel name read one field of a kernel struct.
// Contexts, references and errors are the kernel's; what is said here is what a caller has to know
// in addition. One Api serves one World, and outlives every object made through it.
//
// Who writes what to the event log (sim/event_kinds.def). An implementation emits, and drivers and
// machines do not:
//   sched_init       drm_sched_init, at its end
//   entity_init      drm_sched_entity_init, at its end
//   entity_priority  drm_sched_entity_set_priority
//   push             drm_sched_entity_push_job, before the job is queued; id is job->id, or the
//                    number of its fences where jobs have none of their own; queued and
//                    credits_in_use are the values before, sched is the scheduler chosen by arm;
//                    the numbers of the finished fence
//   add_dep          after `push`, for each fence that the job depends on
//   unschedulable    the first job of an entity has to wait for such a fence, which has not
//   signalled scheduled        trace_dma_fence_signaled of the `scheduled` fence: set, no callback
//   called yet finished         the same of the `finished` fence; error is fence->error run_job
//   with a result: run_job has returned without a fence (log_run_job_result()) free_job before the
//   driver's free_job is called timedout_job     before the driver's timedout_job is called; karma
//   as it is then stopped          drm_sched_stop, at its end karma drm_sched_increase_karma, karma
//   after it was raised (kernel priority: as it
//                    is); hang_limit of the scheduler
//   guilty           when an entity's guilty flag changes from 0 to 1; after `karma`
//   resubmit         drm_sched_resubmit_jobs, at its beginning
//   restart          drm_sched_start, at its beginning; credits as its loop is going to leave them
//   sched_fini       drm_sched_fini, at its beginning
// The `guilty` argument of drm_sched_entity_init() is a flag of the entity's own, always.
// Drivers emit run_job with an attempt, where they write the job to the ring, and false_timeout;
// machines emit entity_kill, entity_destroy, action, cycle and quiescent; hazards and preempt come
// from sim/, everything else from hw_models/.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sched/api/drm_backend_ops.h"
#include "sched/api/drm_fence_ops.h"
#include "sched/api/drm_handles.h"
#include "sched/api/drm_memory.h"
#include "sched/api/job_inspector.h"
#include "sched/api/scheduler_args.h"
#include "sim/spinlock.h"
#include "sim/time.h"
#include "sim/where.h"
#include "sim/workqueue.h"

namespace drmsim::drm {

using sim::Where;

class HostedCode;

struct EntityArgs {
  std::string name;
  Priority priority = Priority::normal;
  std::vector<Scheduler*> schedulers;  // at least one; they outlive the entity
  Process owner;
};

class Api {
 public:
  virtual ~Api() = default;
  Api() = default;
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  // --- struct dma_fence ---
  // On a fence that somebody still holds, this is fence_reinitialised. ops and lock outlive the
  // fence; lock may be shared by all fences of a context. Returns memory.fence().
  virtual Fence& dma_fence_init(FenceMemory& memory, FenceOps& ops, sim::SpinLock& lock,
                                std::uint64_t context, std::uint64_t seqno,
                                Where where = Where::here()) = 0;
  // With a lock of its own. Only where has_independent_fences().
  virtual Fence& dma_fence_init(FenceMemory& memory, FenceOps& ops, std::uint64_t context,
                                std::uint64_t seqno, Where where = Where::here()) = 0;
  // Whether a fence may have a lock of its own, and FenceOps without release(): once signalled it
  // does not need its driver any more.
  virtual bool has_independent_fences() const = 0;
  // Both accept null; get returns its argument.
  virtual Fence* dma_fence_get(Fence* fence, Where where = Where::here()) = 0;
  virtual void dma_fence_put(Fence* fence, Where where = Where::here()) = 0;
  // Null if the last reference has gone already, or for null.
  virtual Fence* dma_fence_get_rcu(Fence* fence, Where where = Where::here()) = 0;
  // 0, or -EINVAL if it was signalled before.
  virtual int dma_fence_signal(Fence& fence, Where where = Where::here()) = 0;
  virtual int dma_fence_signal_locked(Fence& fence, Where where = Where::here()) = 0;
  // dma_fence_check_and_signal(), where the release has it: whether it was signalled before.
  bool dma_fence_check_and_signal(Fence& fence, Where where = Where::here()) {
    return dma_fence_signal(fence, where) != 0;
  }
  // error: -errno; before signalling only.
  virtual void dma_fence_set_error(Fence& fence, int error, Where where = Where::here()) = 0;
  virtual bool dma_fence_is_signaled(Fence& fence, Where where = Where::here()) = 0;
  virtual int dma_fence_get_status(Fence& fence, Where where = Where::here()) = 0;
  virtual void dma_fence_enable_sw_signaling(Fence& fence, Where where = Where::here()) = 0;
  virtual void dma_fence_set_deadline(Fence& fence, sim::TimeNs deadline_ns,
                                      Where where = Where::here()) = 0;
  // 0, or -ENOENT if it has signalled: the callback will not be called. The function is called with
  // the fence's lock held.
  virtual int dma_fence_add_callback(Fence& fence, FenceCb& cb, FenceCb::Function function,
                                     Where where = Where::here()) = 0;
  // Whether it was still registered.
  virtual bool dma_fence_remove_callback(Fence& fence, FenceCb& cb,
                                         Where where = Where::here()) = 0;
  // Whether it signalled in time; uninterruptible. May sleep; the caller holds a reference.
  virtual bool dma_fence_wait_timeout(Fence& fence, sim::TimeNs timeout_ns = sim::kForever,
                                      Where where = Where::here()) = 0;
  virtual bool dma_fence_is_later(const Fence& a, const Fence& b) = 0;

  // Fields. None of them asks the driver.
  virtual std::uint64_t context(const Fence& fence) const = 0;
  virtual std::uint64_t seqno(const Fence& fence) const = 0;
  virtual int error(const Fence& fence) const = 0;                 // 0 or -errno
  virtual bool test_signaled(const Fence& fence) const = 0;        // DMA_FENCE_FLAG_SIGNALED_BIT
  virtual sim::TimeNs timestamp_ns(const Fence& fence) const = 0;  // of signalling
  virtual unsigned references(const Fence& fence) const = 0;       // kref_read
  virtual std::string label(const Fence& fence) const = 0;         // "hardware fence gfx 5:17"
  // What a user of the fence shows, a sync_file for instance: fence->ops->get_timeline_name().
  virtual std::string dma_fence_timeline_name(Fence& fence, Where where = Where::here()) = 0;
  // to_drm_sched_fence(fence)->scheduled, or null: no fence of a scheduler. No reference is taken.
  virtual Fence* to_scheduled(Fence& fence) = 0;
  // The job whose `scheduled` or `finished` fence it is; none: no fence of a scheduler.
  virtual sim::JobTag job_of(const Fence& fence) const = 0;

  // --- struct drm_sched_job ---
  // 0, -ENOENT (the entity has no run queue) or -EINVAL (no credits). The entity's users number and
  // queue their jobs, arm and push, under one lock. Task context; allocates.
  virtual int drm_sched_job_init(JobMemory& memory, Entity& entity, std::uint32_t credits,
                                 sim::JobTag tag, Where where = Where::here()) = 0;
  virtual void drm_sched_job_add_dependency(Job& job, Fence* fence,  // consumes the reference
                                            Where where = Where::here()) = 0;
  virtual void drm_sched_job_arm(Job& job, Where where = Where::here()) = 0;
  // From here on the job belongs to the scheduler. submitter: `current`.
  virtual void drm_sched_entity_push_job(Job& job, const Process& submitter,
                                         Where where = Where::here()) = 0;
  // From free_job, or instead of arm; the memory is the driver's to free.
  virtual void drm_sched_job_cleanup(Job& job, Where where = Where::here()) = 0;

  virtual Fence& finished(Job& job) const = 0;   // job->s_fence->finished
  virtual Fence& scheduled(Job& job) const = 0;  // job->s_fence->scheduled
  virtual Fence* parent(Job& job) const = 0;     // job->s_fence->parent; no reference is taken
  virtual std::uint32_t credits(const Job& job) const = 0;
  // Jobs that its entity still had when run_job() was about to be called first: for trace events.
  virtual std::uint32_t queued_behind(const Job& job) const = 0;
  virtual int karma(const Job& job) const = 0;
  virtual Entity* entity(const Job& job) const = 0;  // job->entity: null once it was popped

  // --- struct drm_sched_entity ---
  // Allocates the entity too. Never null.
  virtual Entity* drm_sched_entity_init(const EntityArgs& args, Where where = Where::here()) = 0;
  // Frees its memory, after drm_sched_entity_fini() or _destroy(); accepts null.
  virtual void free_entity(Entity* entity) = 0;
  virtual void drm_sched_entity_flush(Entity& entity, const Process& caller, sim::TimeNs timeout_ns,
                                      Where where = Where::here()) = 0;
  virtual void drm_sched_entity_fini(Entity& entity, Where where = Where::here()) = 0;
  virtual void drm_sched_entity_destroy(Entity& entity, const Process& caller,
                                        Where where = Where::here()) = 0;
  // Its jobs never run: from 7.2 on a driver may do so to whose job has hung. May sleep. Only where
  // recovery_is_the_drivers().
  virtual void drm_sched_entity_kill(Entity& entity, Where where = Where::here()) = 0;
  virtual void drm_sched_entity_set_priority(Entity& entity, Priority priority) = 0;
  virtual void drm_sched_entity_modify_sched(Entity& entity,
                                             const std::vector<Scheduler*>& schedulers) = 0;
  virtual int drm_sched_entity_error(Entity& entity) = 0;

  // --- struct drm_gpu_scheduler ---
  virtual std::vector<std::string> policies() const = 0;  // that schedulers may name
  virtual std::string default_policy() const = 0;         // of those that name none
  // Why it cannot serve such a scheduler, of a known policy ("all schedulers of a kernel have one
  // policy"); empty: it can.
  virtual std::string refusal(const SchedulerArgs& args) const = 0;
  // Allocates the scheduler too. Never null; refusal(args) was empty.
  virtual Scheduler* drm_sched_init(const SchedulerArgs& args, Where where = Where::here()) = 0;
  virtual void drm_sched_fini(Scheduler& scheduler, Where where = Where::here()) = 0;
  virtual void free_scheduler(Scheduler* scheduler) = 0;  // after fini; accepts null

  // For timeout handlers. May sleep.
  virtual void drm_sched_stop(Scheduler& scheduler, Job* bad, Where where = Where::here()) = 0;
  virtual void drm_sched_resubmit_jobs(Scheduler& scheduler, Where where = Where::here()) = 0;
  // error: -errno for the pending jobs that have no hardware fence, instead of -ECANCELED, and for
  // those whose fence has signalled without one. Not 0 only where recovery_is_the_drivers().
  virtual void drm_sched_start(Scheduler& scheduler, int error = 0,
                               Where where = Where::here()) = 0;
  virtual void drm_sched_increase_karma(Job& bad, Where where = Where::here()) = 0;
  // For a handler that finds the job finished, or still making progress, and does nothing: back to
  // the head of pending_list, and freed if it is done. What v3d and etnaviv do by hand in 6.12.
  // From 6.17 on the scheduler does it for those who answer SchedStat::no_hang.
  virtual void drm_sched_job_reinsert_on_false_timeout(Scheduler& scheduler, Job& job,
                                                       Where where = Where::here()) = 0;

  // Whether a driver has what it takes to recover in its own way, without
  // drm_sched_resubmit_jobs(): the three functions below, the error of drm_sched_start(), and
  // drm_sched_entity_kill().
  virtual bool recovery_is_the_drivers() const = 0;
  virtual bool drm_sched_is_stopped(const Scheduler& scheduler) const = 0;
  // Calls body with each job on pending_list, oldest first; of an entity, if one is given, as long
  // as job->entity names it, which is not so once it was popped. The scheduler stays stopped, and
  // body takes nothing off the list.
  virtual void drm_sched_for_each_pending_job(Scheduler& scheduler, const Entity* entity,
                                              const std::function<void(Job&)>& body,
                                              Where where = Where::here()) = 0;
  // Whether the hardware fence or the finished fence has signalled; of a stopped scheduler's job.
  virtual bool drm_sched_job_is_signaled(Job& job, Where where = Where::here()) = 0;

  // Whether timedout_job() may answer SchedStat::no_hang: DRM_GPU_SCHED_STAT_NO_HANG exists.
  virtual bool knows_no_hang() const = 0;

  // Any context, except that wqueue_stop may sleep.
  virtual void drm_sched_fault(Scheduler& scheduler, Where where = Where::here()) = 0;
  virtual void drm_sched_tdr_queue_imm(Scheduler& scheduler, Where where = Where::here()) = 0;
  // What remained of the timeout, for drm_sched_resume_timeout().
  virtual sim::TimeNs drm_sched_suspend_timeout(Scheduler& scheduler,
                                                Where where = Where::here()) = 0;
  virtual void drm_sched_resume_timeout(Scheduler& scheduler, sim::TimeNs remaining_ns,
                                        Where where = Where::here()) = 0;
  virtual void drm_sched_wqueue_stop(Scheduler& scheduler, Where where = Where::here()) = 0;
  virtual void drm_sched_wqueue_start(Scheduler& scheduler, Where where = Where::here()) = 0;
  virtual bool drm_sched_wqueue_ready(const Scheduler& scheduler) const = 0;  // sched->ready
  virtual void set_ready(Scheduler& scheduler, bool ready) = 0;               // sched->ready = ...
  virtual std::uint32_t credit_count(const Scheduler& scheduler) const = 0;   // in use
  virtual int score(const Scheduler& scheduler) const = 0;

  // Null: nobody looks. Outlives the run.
  void set_inspector(JobInspector* inspector) { inspector_ = inspector; }
  // For implementations: a job is about to be freed.
  void inspect(Job& job, sim::JobTag tag) {
    if (inspector_ != nullptr) inspector_->before_free(*this, job, tag);
  }

  // --- Kernel drivers' own code (sched/api/hosted_code.h), where the scheduler is a kernel's ---
  virtual bool hosts_code() const { return false; }
  // Null: there is no such driver in the tree, or it was compiled without it.
  virtual HostedCode* hosted_code(const std::string& /*driver*/) { return nullptr; }

 private:
  JobInspector* inspector_ = nullptr;
};

// Own an entity or a scheduler. Release it before the Api goes.
struct Free {
  Api* api = nullptr;
  void operator()(Entity* entity) const { api->free_entity(entity); }
  void operator()(Scheduler* scheduler) const { api->free_scheduler(scheduler); }
};
using EntityPtr = std::unique_ptr<Entity, Free>;
using SchedulerPtr = std::unique_ptr<Scheduler, Free>;

}  // namespace drmsim::drm
