// Something that happens to the system at one moment, from outside the job streams.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scenarios/format/entity_spec.h"
#include "scenarios/format/source_location.h"
#include "sim/time.h"

namespace drmsim::scenarios {

enum class ActionKind : std::uint8_t {
  kill,                // entity: the owner gets SIGKILL: flush for up to wait_ns, then fini
  exit,                // entity: the owner ends by itself: the same without SIGKILL
  destroy,             // entity: flush for up to wait_ns, then fini
  close,               // entity: the owner closes a file descriptor of several: flush
  kill_child,          // entity: a child of the owner, which has a descriptor too, gets SIGKILL
  set_priority,        // entity: drm_sched_entity_set_priority()
  modify_sched,        // entity: drm_sched_entity_modify_sched() to `rings`
  suspend_timeout,     // ring: drm_sched_suspend_timeout()
  resume_timeout,      // ring: drm_sched_resume_timeout() with what suspend returned
  wqueue_stop,         // ring: drm_sched_wqueue_stop()
  wqueue_start,        // ring: drm_sched_wqueue_start()
  mask_interrupt,      // ring: its line at the interrupt controller
  unmask_interrupt,    // ring
  spurious_interrupt,  // ring: the line is raised, nothing has completed
  fault_interrupt,     // ring: the hardware reports an error; the driver calls drm_sched_fault()
  front_end_hang,      // ring: it reads no job any more, until reset
  unload,              // ring: its driver goes away
  suspend,             // ring: its device, with all rings of its reset domain, goes to sleep
  resume,              // ring: that device wakes up
  read_fence,          // job: a user of its finished fence asks for its timeline's name
  device_lost,         // all hardware: nothing executes, resets or interrupts any more
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
