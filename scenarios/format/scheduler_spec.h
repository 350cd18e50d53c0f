// The arguments of drm_sched_init() (include/drm/gpu_scheduler.h, struct drm_sched_init_args
// in 6.15), as a file gives them. Keys, ranges and defaults: FORMAT.md, "scheduler".
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/source_location.h"
#include "sim/time.h"

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

struct SchedulerSpec {
  SourceLocation where;
  NameRef policy;                  // by the name it is registered under; empty: the scheduler's own
  std::uint32_t credit_limit = 0;  // after loading never 0: the default is the ring's slots
  sim::TimeNs timeout_ns = sim::kForever;  // kForever: MAX_SCHEDULE_TIMEOUT
  std::uint32_t hang_limit = 0;            // karma above this makes resubmission refuse the job
  std::uint32_t num_rqs = 4;               // run queues, one a priority, highest first
  QueueSpec submit_queue{QueueSpec::Kind::own, {}};
  QueueSpec timeout_queue{QueueSpec::Kind::system, {}};

  friend bool operator==(const SchedulerSpec&, const SchedulerSpec&) = default;
};

}  // namespace drmsim::scenarios
