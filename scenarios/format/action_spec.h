// Something that happens to the system at one moment, from outside the job streams.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scenarios/format/entity_spec.h"
#include "scenarios/format/source_location.h"
#include "sim/time.h"

namespace drmsim::scenarios {

// What each is done to and does: resolve/action_rules.cpp, and from there FORMAT.md.
enum class ActionKind : std::uint8_t {
  kill,
  exit,
  destroy,
  close,
  kill_child,
  set_priority,
  modify_sched,
  suspend_timeout,
  resume_timeout,
  wqueue_stop,
  wqueue_start,
  mask_interrupt,
  unmask_interrupt,
  spurious_interrupt,
  fault_interrupt,
  front_end_hang,
  unload,
  suspend,
  resume,
  read_fence,
  device_lost,
};

struct ActionSpec {
  SourceLocation where;
  sim::TimeNs at_ns = 0;
  ActionKind kind = ActionKind::kill;
  NameRef entity;   // or empty, by kind
  NameRef process;  // of an entity: which of those that have its file open; empty: the owner
  NameRef ring;     // or empty, by kind
  NameRef job;      // or empty, by kind
  std::vector<NameRef> rings;          // of modify_sched
  std::optional<sim::TimeNs> wait_ns;  // of kill, exit and destroy; none: as drivers do
  EntityPriority priority = EntityPriority::normal;  // of set_priority

  // Of unload.
  bool wait_for_jobs = true;     // until the last job is freed, before anything goes
  bool scheduler_first = false;  // drm_sched_fini() before the entities' end
  bool grace_period = false;     // synchronize_rcu() between the entities and the scheduler

  friend bool operator==(const ActionSpec&, const ActionSpec&) = default;
};

}  // namespace drmsim::scenarios
