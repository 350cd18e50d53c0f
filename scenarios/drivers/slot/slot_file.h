// An open file of the slot driver: who has submitted, and the time that the hardware has spent on
// it.
//
// As struct panfrost_file_priv: jobs point to it, so that the interrupt handler can add up what
// they took (/proc/PID/fdinfo shows it). It goes when the file is closed, with jobs still
// executing.
#pragma once

#include <string>

#include "sched/api/drm_handles.h"
#include "sim/tracked.h"

namespace drmsim::scenarios {

class SlotFile final : public sim::Tracked {
 public:
  SlotFile(sim::World& world, drm::Entity& entity, sim::Where where)
      : Tracked(world, "slot_file", where), entity_(&entity) {}
  std::string label() const override { return "driver_priv"; }
  bool is_of(const drm::Entity& entity) const { return entity_ == &entity; }

  sim::TimeNs engine_usage_ns = 0;

 private:
  drm::Entity* entity_;
};

}  // namespace drmsim::scenarios
