// What `drmsim new policy NAME` writes; @NAME@ in them is the policy's.
#pragma once

#include <string_view>

namespace drmsim::tools {

// Behind the project's beginning, which is the same for all.
inline constexpr std::string_view kPolicyTests =
    R"cmake(add_test(NAME "@NAME@: no frame is late"
         COMMAND @NAME@ test ${CMAKE_CURRENT_SOURCE_DIR}/@NAME@.toml)
)cmake";

inline constexpr std::string_view kPolicySource =
    R"source(// The scheduling policy `@NAME@`, and the drmsim command that knows it.
//
// To start from: earliest deadline first. Of the entities whose next job can run, the one whose job
// has to be done first is served; those without a deadline come last.
#include <memory>

#include "sched/model/entity.h"
#include "sched/model/job.h"
#include "sched/model/sched_fence.h"
#include "tools/cli/run.h"

using namespace drmsim;

namespace {

// One for each run queue: for each priority of each ring. All calls come with the run queue's lock
// held: do not sleep, and do not call the scheduler. What else there is to know of an entity and
// its jobs: sched/model/run_queue_policy.h, entity.h and job.h.
class Policy final : public drm::RunQueuePolicy {
 public:
  // Which of the run queue's entities, which are in the order in which they joined it, to serve
  // next, or null. It changes nothing: the choice may be rejected because the job does not fit yet;
  // head_popped() and queue_emptied() tell when a job was really taken.
  drm::Entity* select(drm::Entities& entities, IsReady is_ready) override {
    drm::Entity* first = nullptr;
    for (drm::Entity& entity : entities) {
      if (!is_ready(entity)) continue;
      if (first == nullptr || deadline_ns(entity) < deadline_ns(*first)) first = &entity;
    }
    return first;
  }

 private:
  // A ready entity may be without a job for a moment: a submitter counts a job, then links it.
  static sim::TimeNs deadline_ns(drm::Entity& entity) {
    const drm::Job* job = entity.peek_job();
    return job == nullptr ? sim::kForever : job->s_fence().deadline_ns();
  }
};

}  // namespace

int main(int argc, char** argv) {
  scenarios::Extensions mine;
  mine.policies.add("@NAME@", [] { return std::make_unique<Policy>(); });
  return tools::run(argc, argv, mine);
}
)source";

inline constexpr std::string_view kPolicyScenario =
    R"toml(# A batch program with eight jobs queued, and a video player whose frames have deadlines.
#
# In order of submission a frame waits for all that was queued before it. All keys: `drmsim man`,
# and scenarios/FORMAT.md.
name      = "@NAME@"
summary   = "A batch client with a deep queue, and a video player whose frames have deadlines."
semantics = "linux-7.3"

[[ring]]
name      = "gfx"
scheduler = { policy = "@NAME@", credit_limit = 1 }

[[client]]
name        = "batch"
rings       = "gfx"
cycles      = 300
duration    = "4ms..6ms"
synchronous = false
in_flight   = 8

[[client]]
name     = "video"
rings    = "gfx"
cycles   = 60
duration = "3ms"
period   = "16667us"
deadline = "16667us"

[expect.client.video]
missed_deadlines = 0
)toml";

}  // namespace drmsim::tools
