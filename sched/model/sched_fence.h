// struct drm_sched_fence: the two fences that a job shows to the world, and the one that it waits
// for.
//
// `scheduled` signals when the job was handed to the hardware, `finished` when it is done (with its
// error); `parent` is the hardware fence that run_job() returned. The two live in one piece of
// memory: `finished` holds the first reference of `scheduled`, and the memory goes, after an RCU
// grace period, with the last reference of `scheduled`, which also drops that of `parent`. Made by
// job_init (uninitialised), given its numbers by job_arm. Source:
// drivers/gpu/drm/scheduler/sched_fence.c.
#pragma once

#include "sched/model/dma_fence.h"
#include "sim/names.h"

namespace drmsim::drm {

class Entity;
class Scheduler;

class SchedFence final : public sim::Tracked {
 public:
  SchedFence(sim::World& world, sim::JobTag job, sim::Where where);

  void drm_sched_fence_init(Entity& entity, sim::Where where);

  // Sets the parent first (null: the job has none), then signals.
  void drm_sched_fence_scheduled(Fence* parent, sim::Where where = sim::Where::here());
  // Result 0 or -errno.
  void drm_sched_fence_finished(int result, sim::Where where = sim::Where::here());

  Fence& scheduled() { return scheduled_; }
  Fence& finished() { return finished_; }
  Scheduler* scheduler() const { return scheduler_; }  // null until armed
  sim::NameId scheduler_name() const { return scheduler_name_; }
  sim::JobTag job() const { return job_; }
  // By when it is to have finished, as far as anybody has asked; a policy may go by it.
  sim::TimeNs deadline_ns() const { return has_deadline_ ? deadline_ns_ : sim::kForever; }

  // Whoever asks one of the two for its timeline's name makes the scheduler be looked at, which
  // must be there then.
  void check_named(const Fence& part, sim::Where where) const;
  bool asks() const { return asks_scheduler_; }

  Fence* parent = nullptr;  // holds a reference while set

  std::string label() const override;

 private:
  class Ops : public FenceOps {
   public:
    explicit Ops(SchedFence& owner) : owner_(owner) { set_has_enable_signaling(false); }
    const char* driver_name() const override { return "drm_sched"; }
    std::string timeline_name() const override;

   protected:
    SchedFence& owner_;
  };
  class OpsScheduled final : public Ops {  // drm_sched_fence_ops_scheduled
   public:
    using Ops::Ops;
    const char* role() const override { return "scheduled"; }
    void release() override;
  };
  class OpsFinished final : public Ops {  // drm_sched_fence_ops_finished
   public:
    using Ops::Ops;
    const char* role() const override { return "finished"; }
    void set_deadline(sim::TimeNs deadline_ns) override { owner_.set_deadline(deadline_ns); }
    void release() override;
  };

  void set_deadline(sim::TimeNs deadline_ns);

  sim::JobTag job_;
  Scheduler* scheduler_ = nullptr;
  sim::NameId scheduler_name_ = 0;  // the fences may outlive the scheduler
  bool asks_scheduler_ = false;     // for its name, also when the fence has signalled
  sim::SpinLock lock_;
  bool has_deadline_ = false;
  sim::TimeNs deadline_ns_ = 0;  // the soonest that anybody asked for
  OpsScheduled ops_scheduled_{*this};
  OpsFinished ops_finished_{*this};
  Fence scheduled_{*this, ops_scheduled_, ops_scheduled_.role(), this};
  Fence finished_{*this, ops_finished_, ops_finished_.role(), this};
};

}  // namespace drmsim::drm
