// Fair: the entity that has had the least of the hardware, weighed by its priority.
//
// Intuition: the kernel's CFS for rings. Mechanism: a tree of the entities that have jobs, by
// virtual run time: the time that an entity's finished jobs took, times 2, 4, 16 or 128 by priority
// (kernel, high, normal, low). An entity that runs dry leaves the tree, and remembers how far it
// was ahead of the first; it comes back that far ahead of whoever is first then. One that was first
// itself comes back a little before or behind the first: by priority, and among equals by the
// length of its jobs. Limits: only time that was accounted counts, when its jobs are freed; the
// next job of the same entity may be chosen before. Source: drivers/gpu/drm/scheduler/sched_rq.c of
// Linux 7.3.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "sched/model/tree_policy.h"

namespace drmsim::drm {

class PolicyFair final : public TreePolicy {
 public:
  bool serves_all_priorities() const override { return true; }
  void entity_removed(Entity& entity) override;
  void queue_filled(Entity& entity, sim::TimeNs submit_ns) override;
  void head_popped(Entity& entity, sim::TimeNs next_submit_ns) override;
  void queue_emptied(Entity& entity) override;

 private:
  void remove_tree(Entity& entity);
  void update_tree(Entity& entity, std::int64_t key_ns);
  void update_priority();
  std::int64_t min_vruntime_ns();
  std::int64_t restore_vruntime_ns(Entity& entity, std::int64_t min_ns) const;
  std::int64_t head_start_ns(const Entity& entity, std::uint64_t avg_us) const;

  std::optional<Priority> head_priority_;  // of the first when the tree last changed
};

std::unique_ptr<RunQueuePolicy> make_policy_fair();

}  // namespace drmsim::drm
