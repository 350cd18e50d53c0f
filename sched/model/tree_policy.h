// What the policies keep their order in: a tree of the entities that have jobs, by a key. Whose is
// lowest comes first, and equal keys keep the order in which they were placed.
//
// The key is Entity::oldest_job_waiting_ns, which need not be a time, and may be below 0. Source:
// rb_tree_root of struct drm_sched_rq, drm_sched_rq_update_fifo_locked().
#pragma once

#include <cstdint>

#include <boost/intrusive/set.hpp>

#include "sched/model/entity.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::drm {

class TreePolicy : public RunQueuePolicy {
 public:
  TreePolicy() = default;
  ~TreePolicy() override { tree_.clear(); }
  TreePolicy(const TreePolicy&) = delete;
  TreePolicy& operator=(const TreePolicy&) = delete;

  void entity_removed(Entity& entity) override { remove(entity); }
  void queue_emptied(Entity& entity) override { remove(entity); }
  Entity* select(Entities&, IsReady is_ready) final {
    for (Entity& entity : tree_) {
      if (is_ready(entity)) return &entity;
    }
    return nullptr;
  }

 protected:
  void place(Entity& entity, std::int64_t key_ns) {  // wherever it was
    remove(entity);
    entity.oldest_job_waiting_ns = static_cast<sim::TimeNs>(key_ns);
    tree_.insert(entity);
  }
  void remove(Entity& entity) {  // no-op if it is not here
    if (entity.policy_hook_linked()) tree_.erase(tree_.iterator_to(entity));
  }
  Entity* first() { return tree_.empty() ? nullptr : &*tree_.begin(); }

 private:
  struct Lower {
    static std::int64_t key(const Entity& entity) {
      return static_cast<std::int64_t>(entity.oldest_job_waiting_ns);
    }
    bool operator()(const Entity& a, const Entity& b) const { return key(a) < key(b); }
  };
  boost::intrusive::multiset<Entity, boost::intrusive::base_hook<PolicyHook>,
                             boost::intrusive::compare<Lower>,
                             boost::intrusive::constant_time_size<false>>
      tree_;
};

}  // namespace drmsim::drm
