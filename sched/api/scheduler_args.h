// struct drm_sched_init_args of later releases. A scenario's file says them with names in place of
// objects (scenarios/format/scheduler_spec.h).
#pragma once

#include <cstdint>
#include <string>

#include "sched/api/priority.h"
#include "sim/time.h"

namespace drmsim::sim {
class Workqueue;
}

namespace drmsim::drm {

class BackendOps;

struct SchedulerArgs {
  std::string name;                        // of the ring, unique
  BackendOps* ops = nullptr;               // required; outlives the scheduler
  unsigned num_rqs = kPriorityCount;       // 1..4, one a priority: those beyond do not exist
  std::uint32_t credit_limit = 1;          // > 0
  unsigned hang_limit = 0;                 // karma above this: resubmission refuses the job
  sim::TimeNs timeout_ns = sim::kForever;  // kForever: MAX_SCHEDULE_TIMEOUT
  std::string policy = "fifo";             // of all its run queues: "fifo", "rr", ...
  sim::Workqueue* submit_wq = nullptr;     // null: an ordered one of its own
  sim::Workqueue* timeout_wq = nullptr;    // null: the system's

  friend bool operator==(const SchedulerArgs&, const SchedulerArgs&) = default;
};

}  // namespace drmsim::drm
