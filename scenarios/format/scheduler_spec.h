// The arguments of drm_sched_init() as a file gives them: names in place of the policy and of
// objects, which are not here. Keys, ranges and defaults: FORMAT.md, "scheduler".
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/source_location.h"
#include "sched/api/scheduler_args.h"

namespace drmsim::scenarios {

// Which workqueue a scheduler puts its work on.
struct QueueSpec {
  enum class Kind : std::uint8_t {
    own,     // an ordered queue of its own
    system,  // system_wq: unordered, shared with everything else in the kernel
    shared,  // an ordered queue that all users of the same name share
  };
  Kind kind = Kind::own;
  std::string shared_name;  // of a shared queue, else empty

  friend bool operator==(const QueueSpec&, const QueueSpec&) = default;
};

struct SchedulerSpec : drm::SchedulerArgs {
  SchedulerSpec() { credit_limit = 0; }  // after loading never 0: the default is the ring's slots

  SourceLocation where;
  NameRef policy;  // by the name it is registered under; empty: the scheduler's own
  QueueSpec submit_queue{QueueSpec::Kind::own, {}};
  QueueSpec timeout_queue{QueueSpec::Kind::system, {}};

  friend bool operator==(const SchedulerSpec&, const SchedulerSpec&) = default;
};

}  // namespace drmsim::scenarios
