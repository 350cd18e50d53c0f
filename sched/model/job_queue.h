// struct spsc_queue: jobs of one entity, pushed by the submitter, popped by the run worker, without
// a lock.
//
// The count is raised before the job is linked (Linux 8af39ec5cf2b; E1 undoes that): a reader of
// the count may see a job that it cannot pop yet, never the reverse. Between the two is a schedule
// point. Source: include/drm/spsc_queue.h.
#pragma once

#include <cstdint>

#include <boost/intrusive/list.hpp>

#include "sched/model/job.h"
#include "sim/world.h"

namespace drmsim::drm {

class JobQueue {
 public:
  explicit JobQueue(sim::World& world) : world_(world) {}
  ~JobQueue() { jobs_.clear(); }

  // Whether it was empty when the job was linked: then nobody else wakes the scheduler. The
  // submitter's side.
  bool push(Job& job, bool count_after_link = false) {
    if (!count_after_link) ++count_;
    world_.point(sim::Point::atomic);
    const bool was_empty = jobs_.empty();
    jobs_.push_back(job);
    if (count_after_link) {
      world_.point(sim::Point::atomic);
      ++count_;
    }
    return was_empty;
  }
  // The consumer's side.
  bool empty() const { return jobs_.empty(); }
  Job* peek() { return jobs_.empty() ? nullptr : &jobs_.front(); }
  Job* pop() {
    if (jobs_.empty()) return nullptr;
    Job& job = jobs_.front();
    jobs_.pop_front();
    if (count_ == 0) {
      world_.hazards().report(sim::HazardKind::contract, sim::Where::in("spsc_queue_pop"),
                              "spsc_queue",
                              "spsc_queue_pop: job_count falls below zero; whoever reads it now "
                              "takes the entity for idle, or for very busy");
    }
    --count_;
    return &job;
  }
  std::uint32_t count() const { return count_; }

 private:
  using Jobs = boost::intrusive::list<Job, boost::intrusive::base_hook<QueueHook>,
                                      boost::intrusive::constant_time_size<false>>;
  sim::World& world_;
  Jobs jobs_;
  std::uint32_t count_ = 0;
};

}  // namespace drmsim::drm
