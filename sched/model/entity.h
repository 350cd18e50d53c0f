// struct drm_sched_entity: a queue of jobs of one context, feeding one or several schedulers.
//
// Mechanism: a lock-free queue (sched/model/job_queue.h) pushed by tasks and popped by the run
// worker of the scheduler whose run queue the entity is on. The entity moves to the least loaded of
// its schedulers when it is idle. Killing it removes it from its run queue, waits until the
// scheduler lets go of it, and finishes its queued jobs with -ESRCH after their dependencies. Its
// memory is its owner's, who may free it as soon as fini() returns. Source:
// drivers/gpu/drm/scheduler/sched_entity.c.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/intrusive/list.hpp>
#include <boost/intrusive/set.hpp>

#include "sched/api/drm_api.h"
#include "sched/model/job_queue.h"
#include "sim/completion.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"
#include "sim/world.h"

namespace drmsim::drm {

class EntityStats;
class RunQueue;
struct RunQueueTag;
struct PolicyTag;  // a hook for the policy's own container

// All unlink themselves: after a fatal hazard a World is taken down with its lists as they are.
using RunQueueHook =
    boost::intrusive::list_base_hook<boost::intrusive::tag<RunQueueTag>,
                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
using PolicyHook =
    boost::intrusive::set_base_hook<boost::intrusive::tag<PolicyTag>,
                                    boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Entity : public sim::Tracked, public RunQueueHook, public PolicyHook {
 public:
  // drm_sched_entity_init(). args.schedulers: at least one, initialised; they outlive the entity.
  Entity(sim::World& world, const EntityArgs& args, sim::Where where = sim::Where::here())
      : Entity(world, args, true, where) {}
  ~Entity() override;
  Entity(const Entity&) = delete;
  Entity& operator=(const Entity&) = delete;

  // From here on the job belongs to the scheduler. Under the same lock as arm().
  void drm_sched_entity_push_job(Job& job, const Process& submitter,
                                 sim::Where where = sim::Where::here());

  // An exiting process waits at most timeout_ns for its queue to drain, others for as long as it
  // takes, or until SIGKILL; an exiting process killed by SIGKILL that pushed last kills the
  // entity. May sleep.
  virtual void drm_sched_entity_flush(const Process& caller, sim::TimeNs timeout_ns,
                                      sim::Where where = sim::Where::here());
  // Kills what is queued and lets go of everything. May sleep.
  void drm_sched_entity_fini(sim::Where where = sim::Where::here());
  // Flush with a limit of one second (MAX_WAIT_SCHED_ENTITY_Q_EMPTY), then fini.
  void drm_sched_entity_destroy(const Process& caller, sim::Where where = sim::Where::here());

  // Its queued jobs never run (sched/model/entity_kill.h). Waits until the scheduler does not use
  // the entity; may sleep. Idempotent.
  virtual void drm_sched_entity_kill(sim::Where where = sim::Where::here());
  // Whether drm_sched_job_init() takes jobs for it: a release may look whether it has a run queue.
  virtual bool takes_jobs() const { return true; }

  // Takes effect when the entity next chooses a run queue, that is, when it is idle.
  void drm_sched_entity_set_priority(Priority priority);
  // Under the same lock as arm() and drm_sched_entity_push_job().
  void drm_sched_entity_modify_sched(std::vector<Scheduler*> schedulers);
  void drm_sched_entity_select_rq();
  int drm_sched_entity_error() const;  // of the job scheduled last

  // For the run worker: the job at the head if it may run, else null (it waits for a dependency
  // now).
  Job* drm_sched_entity_pop_job();
  Job* peek_job() { return queue_.peek(); }
  bool drm_sched_entity_is_ready();  // could provide a job
  bool drm_sched_entity_is_idle() const;

  const std::string& name() const { return world().names().text(name_); }
  std::string label() const override { return name(); }
  sim::NameId name_id() const { return name_; }
  Priority priority() const { return priority_; }
  RunQueue* run_queue() const { return run_queue_; }
  Scheduler* scheduler() const;                  // of the current run queue
  EntityStats* stats() const { return stats_; }  // let go of by fini; null: 6.12 has none
  std::uint64_t fence_context() const { return fence_context_; }  // scheduled; finished: + 1
  std::uint64_t next_fence_seqno() { return ++fence_seqno_; }
  bool guilty() const { return guilty_ != nullptr && *guilty_; }
  void set_guilty();
  // The `guilty` argument of drm_sched_entity_init(): where the flag is kept. By default the entity
  // has its own; the entities of one context may share one (amdgpu); null: never guilty. It
  // outlives the entity.
  void keep_guilty_in(bool* flag) { guilty_ = flag; }
  bool stopped() const { return stopped_; }
  void set_stopped() { stopped_ = true; }
  std::uint32_t queued() const { return queue_.count(); }
  const Fence* dependency() const { return dependency_; }  // what its head job waits for now
  bool on_run_queue() const { return RunQueueHook::is_linked(); }
  bool policy_hook_linked() const { return PolicyHook::is_linked(); }

  void check_off_run_queue();  // before its memory goes

  sim::Completion entity_idle;  // done: the scheduler does not use the entity at the moment
  // Of the policies: the key in their tree, which is the submission of the head job (fifo), the
  // number of a turn (rr), or virtual time (fair).
  sim::TimeNs oldest_job_waiting_ns = 0;
  std::int64_t last_turn = 0;  // rr_ts

 protected:
  Entity(sim::World& world, const EntityArgs& args, bool has_stats, sim::Where where);
  // The job may run, finish and be freed as soon as it is linked: nothing of it is read after that.
  virtual void queue_job(Job& job, const Scheduler& armed_for, sim::TimeNs submit_ns,
                         sim::Where where);
  void write_after_push(Job& job, sim::TimeNs submit_ns, sim::Where where);  // E6
  void report_killed(sim::Where where);  // nobody will serve the job that was linked
  virtual void take_head();
  // Before the entity goes into its run queue again, with a job. Its kill takes it out, and takes
  // all jobs as the only one who does.
  bool may_return() const;

  sim::SpinLock lock_;
  JobQueue queue_;
  RunQueue* run_queue_ = nullptr;
  Fence* dependency_ = nullptr;  // holds a reference

 private:
  struct Cb : DmaFenceCb {
    explicit Cb(Entity& owner) : entity(owner) {}
    Entity& entity;
  };
  friend class EntityKill;

  void report_push_order(const Job& job, sim::Where where);
  void report_not_armed(const Job& job, sim::Where where);
  bool drm_sched_entity_add_dependency_cb(const Job& job);
  Fence* drm_sched_job_dependency(Job& job);
  void drop_dependency(sim::Where where);
  static void drm_sched_entity_wakeup(Fence& fence, DmaFenceCb& cb);

  sim::NameId name_;
  EntityStats* stats_ = nullptr;        // a reference
  std::vector<Scheduler*> schedulers_;  // empty: one scheduler, chosen already
  Priority priority_;
  Priority rq_priority_;           // with which it was made
  std::uint32_t fence_seqno_ = 0;  // wraps, as the kernel's atomic_t does
  std::uint32_t last_pushed_seqno_ = 0;
  std::uint64_t fence_context_;
  Cb cb_;
  bool own_guilty_ = false;
  bool* guilty_ = &own_guilty_;
  bool stopped_ = false;
  Fence* last_scheduled_ = nullptr;  // finished fence of the job popped last; holds a reference
  std::uint32_t last_user_;          // Process::id of who pushed last; 0: nobody
};

// Those on a run queue, in the order in which they joined.
class Entities : public boost::intrusive::list<Entity, boost::intrusive::base_hook<RunQueueHook>,
                                               boost::intrusive::constant_time_size<false>> {};

}  // namespace drmsim::drm
