// An entity: one queue of jobs, as a process's context on a set of rings.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/source_location.h"
#include "sched/api/drm_handles.h"

namespace drmsim::scenarios {

using EntityPriority = drm::Priority;

struct EntitySpec {
  SourceLocation where;
  std::string name;
  std::vector<NameRef> rings;  // at least one; several are balanced by score
  EntityPriority priority = EntityPriority::normal;

  bool submit_lock = true;    // arm and push under one lock
  bool grace_period = false;  // before its memory is freed

  friend bool operator==(const EntitySpec&, const EntitySpec&) = default;
};

}  // namespace drmsim::scenarios
