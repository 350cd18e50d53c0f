// struct drm_sched_job: one submission. It lives inside an object of the driver, which frees that
// in free_job().
//
// Life: init (the constructor) -> add_dependency... -> arm -> push -> run_job -> finished ->
// free_job, which calls cleanup() and frees the storage. arm is the point of no return: an armed
// job has published fences and must be pushed. After push the submitter must not touch the job: it
// may be gone. Source: drivers/gpu/drm/scheduler/sched_main.c (drm_sched_job_*),
// include/drm/gpu_scheduler.h.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "sched/api/priority.h"
#include "sched/model/dma_fence.h"
#include "sim/names.h"
#include "sim/tracked.h"
#include "sim/work.h"

namespace drmsim::drm {

class Entity;
class EntityStats;
class SchedFence;
class Scheduler;

struct QueueTag;    // the entity's queue
struct PendingTag;  // the scheduler's pending_list

// Both unlink themselves: after a fatal hazard a World is taken down with its lists as they are.
using QueueHook =
    boost::intrusive::list_base_hook<boost::intrusive::tag<QueueTag>,
                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;
using PendingHook =
    boost::intrusive::list_base_hook<boost::intrusive::tag<PendingTag>,
                                     boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Job : public QueueHook, public PendingHook {
 public:
  // drm_sched_job_init(). storage: the tracked memory that the job lives in. credits >= 1. The
  // entity must have a run queue (else usable() is false, as -ENOENT in the kernel). Allocates:
  // task context.
  Job(sim::Tracked& storage, Entity& entity, std::uint32_t credits, sim::JobTag tag,
      sim::Where where = sim::Where::here());
  ~Job();
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  bool usable() const { return s_fence_ != nullptr; }

  // Consumes the reference. Keeps one fence per fence context, the latest. Null is ignored.
  void drm_sched_job_add_dependency(Fence* fence, sim::Where where = sim::Where::here());
  // Chooses the scheduler, numbers the fences. Together with push() under one lock of the entity's
  // users, so that fences are numbered in the order of the queue.
  void drm_sched_job_arm(sim::Where where = sim::Where::here());
  // Drops the dependencies and the fences; from free_job, or instead of arm.
  void drm_sched_job_cleanup(sim::Where where = sim::Where::here());

  // drm_sched_increase_karma() etc. are the scheduler's.
  SchedFence& s_fence() const {
    if (__builtin_expect(s_fence_ == nullptr, false)) report_no_fence();
    return *s_fence_;
  }
  Fence& finished() const;
  Fence& scheduled() const;
  Scheduler* scheduler() const { return scheduler_; }  // null until armed
  Entity* entity() const { return entity_; }           // null once it left the entity's queue
  std::uint32_t credits() const { return credits_; }
  // Jobs that its entity still had when run_job() was about to be called first: for trace events.
  std::uint32_t queued_behind() const { return queued_behind_; }
  std::uint64_t id() const { return id_; }
  int karma() const { return karma_; }
  Priority priority() const { return priority_; }
  sim::JobTag tag() const { return tag_; }
  bool armed() const { return scheduler_ != nullptr; }
  // Whether the parent or the finished fence is. The scheduler stands still.
  bool drm_sched_job_is_signaled(sim::Where where = sim::Where::here()) const;
  sim::TimeNs submit_ts_ns() const { return submit_ts_ns_; }
  EntityStats* entity_stats() const { return entity_stats_; }
  const std::vector<Fence*>& dependencies() const { return dependencies_; }

  std::string label() const;
  sim::Tracked& storage() const { return storage_; }
  sim::World& world() const { return storage_.world(); }
  std::vector<std::string> life() const { return storage_.life(); }
  void note(const char* what, sim::Where where) { storage_.note(what, where); }
  void check_alive(const char* what, sim::Where where) const { storage_.check_alive(what, where); }

 private:
  friend class Entity;
  friend class Scheduler;
  friend class Scheduler612;
  friend class EntityKill;

  void report_no_fence() const;
  void check_signalled(sim::Where where) const;

  struct Cb : DmaFenceCb {
    explicit Cb(Job& owner) : job(owner) {}
    Job& job;
  };

  sim::Tracked& storage_;
  Scheduler* scheduler_ = nullptr;
  Entity* entity_;
  SchedFence* s_fence_ = nullptr;
  EntityStats* entity_stats_ = nullptr;  // a reference, from arm to cleanup; null in 6.12
  sim::JobTag tag_;
  std::uint32_t credits_;
  std::uint32_t queued_behind_ = 0;
  std::uint64_t id_ = 0;
  int karma_ = 0;
  Priority priority_ = Priority::normal;
  sim::TimeNs submit_ts_ns_ = 0;
  std::size_t last_dependency_ = 0;       // how many were handed out by the entity already
  std::vector<Fence*> dependencies_;      // null: waited for while the job was being killed
  Cb cb_;                                 // on the parent: the job is done
  Cb finish_cb_;                          // on a dependency, while the entity is being killed
  std::unique_ptr<sim::Work> kill_work_;  // made when needed: few jobs are killed
};

}  // namespace drmsim::drm
