#include "sched/model/entity_stats.h"

namespace drmsim::drm {

using sim::Where;

EntityStats::EntityStats(sim::World& world, sim::NameId entity)
    : Tracked(world, "drm_sched_entity_stats", Where::here()),
      lock(world, "stats.lock"),
      entity_(entity) {}

std::string EntityStats::label() const {
  return world().names().text(entity_);
}

EntityStats* EntityStats::drm_sched_entity_stats_get(EntityStats* stats) {
  if (stats == nullptr) return nullptr;
  stats->check_alive(__func__, Where::here());
  ++stats->references_;
  return stats;
}

void EntityStats::drm_sched_entity_stats_put(EntityStats* stats) {
  if (stats == nullptr) return;
  stats->check_alive(__func__, Where::here());
  if (--stats->references_ == 0) stats->world().memory().free(*stats);
}

void EntityStats::drm_sched_entity_stats_job_add_gpu_time(std::int64_t duration_ns) {
  check_alive(__func__, Where::here());
  const sim::SpinGuard guard(lock, Where::here());
  runtime_ns += duration_ns;
  avg_job_us.add(static_cast<std::uint64_t>(duration_ns / kNsPerUs));
}

}  // namespace drmsim::drm
