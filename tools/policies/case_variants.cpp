#include "tools/policies/case_variants.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "sim/rng.h"

namespace drmsim::scenarios {
namespace {

sim::TimeNs mean_ns(const sim::Delay& delay) {
  if (delay.above_min == nullptr) return delay.min_ns + (delay.max_ns - delay.min_ns) / 2;
  const auto& above_min = *delay.above_min;
  const sim::TimeNs sum = std::accumulate(above_min.begin(), above_min.end(), sim::TimeNs{0});
  return delay.min_ns + sum / above_min.size();
}

}  // namespace

sim::TimeNs nominal_cycle_ns(const ClientSpec& client) {
  if (client.period_ns != 0) return client.period_ns;
  sim::TimeNs cycle_ns = mean_ns(client.sleep);
  for (const ClientStep& step : client.cycle_steps()) {
    cycle_ns += step.jobs * mean_ns(step.duration);
  }
  return cycle_ns;
}

std::uint64_t jobs_per_cycle(const ScenarioSpec& spec, const std::string& client) {
  std::uint64_t jobs = 0;
  for (const ClientSpec& one : spec.clients) {
    if (one.name != client) continue;
    for (const ClientStep& step : one.cycle_steps()) jobs += step.jobs;
  }
  return jobs;
}

void draw_start_phases(ScenarioSpec& spec, std::uint64_t seed) {
  sim::Rng rng(~seed);  // the run draws from the generator of `seed` itself
  for (ClientSpec& client : spec.clients) {
    const sim::TimeNs cycle_ns = std::max<sim::TimeNs>(nominal_cycle_ns(client), 1);
    const sim::TimeNs phase_ns = rng.uniform(0, cycle_ns - 1);
    client.start.min_ns += phase_ns;
    client.start.max_ns += phase_ns;
  }
}

void set_policy(ScenarioSpec& spec, const std::string& policy) {
  for (RingSpec& ring : spec.rings) ring.scheduler.policy.name = policy;
}

ScenarioSpec alone(const ScenarioSpec& spec, const std::string& client) {
  ScenarioSpec one = spec;
  std::erase_if(one.clients, [&](const ClientSpec& other) { return other.name != client; });
  for (ClientSpec& left : one.clients) left.start_after = StartAfter{};
  std::erase_if(one.jobs, [&](const JobSpec& job) { return job.entity.name != client; });
  std::set<std::string> jobs;
  for (const JobSpec& job : one.jobs) jobs.insert(job.name);
  const auto is_gone = [&jobs](const NameRef& job) { return jobs.count(job.name) == 0; };
  for (JobSpec& job : one.jobs) std::erase_if(job.after, is_gone);
  std::erase_if(one.actions, [&](const ActionSpec& action) {
    return !action.job.name.empty() && is_gone(action.job);
  });
  return one;
}

}  // namespace drmsim::scenarios
