#include "tools/random/random_scenario.h"

#include <algorithm>

#include <fmt/format.h>

#include "tools/random/draw.h"
#include "tools/random/random_events.h"
#include "tools/random/random_machine.h"
#include "tools/random/random_work.h"

namespace drmsim::scenarios {
namespace {

// With one run queue all are of that priority.
bool has_kernel_priority(const ScenarioSpec& spec) {
  return std::any_of(spec.rings.begin(), spec.rings.end(),
                     [](const RingSpec& ring) { return ring.scheduler.num_rqs == 1; }) ||
         std::any_of(spec.entities.begin(), spec.entities.end(),
                     [](const EntitySpec& e) { return e.priority == EntityPriority::kernel; }) ||
         std::any_of(spec.actions.begin(), spec.actions.end(), [](const ActionSpec& action) {
           return action.kind == ActionKind::set_priority &&
                  action.priority == EntityPriority::kernel;
         });
}

// drm_sched_increase_karma() spares jobs of kernel priority: one that never completes within the
// timeout, behind those of another ring on the same engine perhaps, is replayed for ever.
void let_all_end(ScenarioSpec& spec) {
  if (!has_kernel_priority(spec)) return;
  sim::TimeNs longest_ns = sim::kForever;
  for (const RingSpec& ring : spec.rings) {
    longest_ns = std::min(longest_ns, ring.scheduler.timeout_ns / 10);
  }
  const auto end_at_last = [](JobFaultSpec& fault) {
    if (fault.hang_attempts == kEveryAttempt) fault.hang_attempts = 2;
  };
  for (JobSpec& job : spec.jobs) {
    end_at_last(job.fault);
    job.duration = sim::Delay::fixed(std::min(job.duration.max_ns, longest_ns));
  }
  for (ClientSpec& client : spec.clients) {
    client.duration = sim::Delay::fixed(std::min(client.duration.max_ns, longest_ns));
  }
  for (FaultSpec& fault : spec.faults) end_at_last(fault.fault);
}

}  // namespace

ScenarioSpec random_scenario(std::uint64_t seed, const std::vector<std::string>& policies) {
  ScenarioSpec spec;
  spec.name = fmt::format("random_{}", seed);
  spec.file = spec.name;
  spec.summary = fmt::format("Random scenario of seed {}.", seed);
  Draw draw(seed);
  add_random_machine(spec, draw, policies);
  add_random_work(spec, draw);
  add_random_events(spec, draw);
  let_all_end(spec);
  return spec;
}

}  // namespace drmsim::scenarios
