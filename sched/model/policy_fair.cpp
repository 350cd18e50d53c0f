#include "sched/model/policy_fair.h"

#include "sched/model/entity_stats.h"
#include "sched/model/scheduler.h"
#include "sim/assert.h"

namespace drmsim::drm {

using sim::SpinGuard;
using sim::Where;

namespace {

// How fast virtual time runs: 2, 4, 16, 128 times as fast as the hardware's.
constexpr unsigned shift_of(Priority priority) {
  constexpr unsigned kShifts[] = {1, 2, 4, 7};
  return kShifts[static_cast<unsigned>(priority)];
}

// An entity that was killed may be in the tree again, and its statistics gone.
EntityStats& stats_of(const Entity& entity, Where where) {
  DRMSIM_ASSERT(entity.stats() != nullptr, "entities of a fair run queue have statistics");
  entity.stats()->check_alive(where.function(), where);
  return *entity.stats();
}

}  // namespace

void PolicyFair::update_priority() {
  head_priority_.reset();
  if (const Entity* entity = first()) head_priority_ = entity->priority();
}

void PolicyFair::remove_tree(Entity& entity) {
  if (!entity.policy_hook_linked()) return;
  remove(entity);
  update_priority();
}

void PolicyFair::update_tree(Entity& entity, std::int64_t key_ns) {
  remove_tree(entity);
  place(entity, key_ns);
  update_priority();
}

std::int64_t PolicyFair::min_vruntime_ns() {
  const Entity* entity = first();
  if (entity == nullptr) return 0;
  EntityStats& stats = stats_of(*entity, Where::in("drm_sched_rq_get_min_vruntime"));
  const SpinGuard guard(stats.lock, Where::in("drm_sched_rq_get_min_vruntime"));
  return stats.vruntime_ns;
}

// Of an entity that comes back to the front, where another is.
std::int64_t PolicyFair::head_start_ns(const Entity& entity, std::uint64_t avg_us) const {
  const std::uint64_t sched_avg_us = entity.scheduler()->avg_job_us().read();
  const Priority priority = entity.priority();
  if (priority > *head_priority_) {
    const std::uint64_t behind_us = (1 + avg_us + sched_avg_us) << shift_of(priority);
    return static_cast<std::int64_t>(behind_us) * kNsPerUs;
  }
  if (priority < *head_priority_) {
    return static_cast<std::int64_t>(priority) - static_cast<std::int64_t>(*head_priority_);
  }
  return avg_us <= sched_avg_us ? -1 : 1;  // who has short jobs is somebody's desktop
}

std::int64_t PolicyFair::restore_vruntime_ns(Entity& entity, std::int64_t min_ns) const {
  EntityStats& stats = stats_of(entity, Where::in("drm_sched_entity_restore_vruntime"));
  const SpinGuard guard(stats.lock, Where::in("drm_sched_entity_restore_vruntime"));
  std::int64_t ahead_ns = stats.vruntime_ns;
  if (ahead_ns == 0 && head_priority_) ahead_ns = head_start_ns(entity, stats.avg_job_us.read());
  stats.vruntime_ns = min_ns + ahead_ns;
  return stats.vruntime_ns;
}

void PolicyFair::queue_filled(Entity& entity, sim::TimeNs) {
  const std::int64_t min_ns = min_vruntime_ns();
  update_tree(entity, restore_vruntime_ns(entity, min_ns));
}

void PolicyFair::head_popped(Entity& entity, sim::TimeNs) {
  EntityStats& stats = stats_of(entity, Where::in("drm_sched_entity_update_vruntime"));
  {
    const SpinGuard guard(stats.lock, Where::in("drm_sched_entity_update_vruntime"));
    const std::int64_t used_ns = stats.runtime_ns - stats.prev_runtime_ns;
    stats.prev_runtime_ns = stats.runtime_ns;
    stats.vruntime_ns += used_ns * (std::int64_t{1} << shift_of(entity.priority()));
  }
  update_tree(entity, stats.vruntime_ns);
}

void PolicyFair::queue_emptied(Entity& entity) {
  remove_tree(entity);
  const std::int64_t min_ns = min_vruntime_ns();
  EntityStats& stats = stats_of(entity, Where::in("drm_sched_entity_save_vruntime"));
  const SpinGuard guard(stats.lock, Where::in("drm_sched_entity_save_vruntime"));
  const bool ahead = min_ns != 0 && stats.vruntime_ns > min_ns;
  stats.vruntime_ns = ahead ? stats.vruntime_ns - min_ns : 0;
}

void PolicyFair::entity_removed(Entity& entity) {
  remove_tree(entity);
}

std::unique_ptr<RunQueuePolicy> make_policy_fair() {
  return std::make_unique<PolicyFair>();
}

}  // namespace drmsim::drm
