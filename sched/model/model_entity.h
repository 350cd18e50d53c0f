// An entity of the model in memory of its own, which its owner frees after drm_sched_entity_fini().
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sched/api/drm_api.h"
#include "sched/model/entity.h"
#include "sim/tracked.h"

namespace drmsim::drm {

// A handle is the address of its sched::Entity.
class ModelEntity final : public sim::Tracked, public sched::Entity {
 public:
  ModelEntity(sim::World& world, const EntityArgs& args, std::vector<sched::Scheduler*> schedulers,
              sim::Where where)
      : Tracked(world, "drm_sched_entity", where),
        Entity(world, args.name, args.priority, std::move(schedulers), args.owner, this) {}
  std::string label() const override { return name(); }
};

}  // namespace drmsim::drm
