// An entity: one queue of jobs, as a process's context on a set of rings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

// enum drm_sched_priority (include/drm/gpu_scheduler.h), highest first.
enum class EntityPriority : std::uint8_t { kernel, high, normal, low };

struct EntitySpec {
  SourceLocation where;
  std::string name;
  std::vector<NameRef> rings;  // at least one; several are balanced by score
  EntityPriority priority = EntityPriority::normal;
};

}  // namespace drmsim::scenarios
