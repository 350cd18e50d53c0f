// struct drm_sched_entity_stats: how much of the hardware's time an entity has had.
//
// Intuition: a meter that jobs go on writing to after their entity has gone. Mechanism: counted
// references, of the entity and of each of its armed jobs; the last one frees it, at once. Limits:
// the counter itself is no schedule point. Since Linux 7.2. Source:
// drivers/gpu/drm/scheduler/sched_internal.h, sched_entity.c.
#pragma once

#include <cstdint>
#include <string>

#include "sched/model/ewma.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"
#include "sim/world.h"

namespace drmsim::drm {

inline constexpr std::int64_t kNsPerUs = 1'000;

class EntityStats final : public sim::Tracked {
 public:
  EntityStats(sim::World& world, sim::NameId entity);  // one reference; task context
  std::string label() const override;

  // Both accept null.
  static EntityStats* drm_sched_entity_stats_get(EntityStats* stats);
  static void drm_sched_entity_stats_put(EntityStats* stats);

  // drm_sched_entity_stats_job_add_gpu_time()
  void drm_sched_entity_stats_job_add_gpu_time(std::int64_t duration_ns);

  sim::SpinLock lock;  // protects what follows
  std::int64_t runtime_ns = 0;
  std::int64_t prev_runtime_ns = 0;  // as it was when vruntime_ns last grew
  std::int64_t vruntime_ns = 0;
  Ewma avg_job_us;

 private:
  sim::NameId entity_;
  unsigned references_ = 1;
};

}  // namespace drmsim::drm
