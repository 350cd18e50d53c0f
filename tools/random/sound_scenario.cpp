#include "tools/random/sound_scenario.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "sim/assert.h"
#include "tools/random/draw.h"
#include "tools/random/random_scenario.h"
#include "tools/random/sound_rules.h"

namespace drmsim::scenarios {
namespace {

constexpr std::uint64_t kDrawsOfItsOwn = 0x5eed;  // apart from those of the compared scenario

bool share_a_domain(const ScenarioSpec& spec) {
  std::set<std::string> domains;
  for (const RingSpec& ring : spec.rings) domains.insert(ring.reset_domain.name);
  return domains.size() < spec.rings.size();
}

void serialise_timeouts(ScenarioSpec& spec) {
  const bool shared = share_a_domain(spec);
  for (RingSpec& ring : spec.rings) {
    QueueSpec& queue = ring.scheduler.timeout_queue;
    if (shared) queue = {QueueSpec::Kind::shared, "reset"};
    if (queue.kind == QueueSpec::Kind::system) queue.kind = QueueSpec::Kind::own;
  }
}

void set_right(JobFaultSpec& fault) {
  if (!fault.fault_interrupt_ns.has_value()) return;
  fault.fault_interrupt_ns.reset();  // what hangs and reports it: hangs
}

void set_machine_right(ScenarioSpec& spec) {
  for (RingSpec& ring : spec.rings) {
    ring.scheduler.num_rqs = SchedulerSpec{}.num_rqs;
    if (ring.scheduler.timeout_ns == sim::kForever) ring.scheduler.timeout_ns = 2'000'000;
    ring.driver = sound_driver(ring.driver);
  }
}

void set_work_right(ScenarioSpec& spec) {
  const std::uint32_t credits = lowest_credit_limit(spec);
  for (EntitySpec& entity : spec.entities) {
    if (entity.priority == EntityPriority::kernel) entity.priority = EntityPriority::high;
  }
  for (JobSpec& job : spec.jobs) {
    job.credits = std::min(job.credits, credits);
    set_right(job.fault);
  }
  for (ClientSpec& client : spec.clients) client.credits = std::min(client.credits, credits);
  for (FaultSpec& fault : spec.faults) set_right(fault.fault);
}

// Half of the jobs or none of them wait for one before them.
void add_dependencies(ScenarioSpec& spec, Draw& draw) {
  if (!draw.percent(50)) return;
  for (std::uint32_t i = 1; i < spec.jobs.size(); ++i) {
    if (!spec.jobs[i].after.empty() || !draw.percent(50)) continue;
    spec.jobs[i].after.push_back({spec.jobs[draw.number(0, i - 1)].name, {}});
  }
}

// A process is killed while its queue is full.
void add_kill(ScenarioSpec& spec, Draw& draw) {
  if (!draw.percent(40)) return;
  ActionSpec& kill = spec.actions.emplace_back();
  kill.kind = ActionKind::kill;
  kill.entity = draw.pick(spec.jobs).entity;
  kill.wait_ns = 0;
}

// A process ends once, and does nothing more: its end comes after all that is done to it.
void set_actions_right(ScenarioSpec& spec, Draw& draw) {
  std::erase_if(spec.actions,
                [](const ActionSpec& action) { return !is_sound_action(action.kind); });
  std::set<std::string> ended;
  for (const ClientSpec& client : spec.clients) ended.insert(client.entity.name);
  std::erase_if(spec.actions, [&ended](const ActionSpec& action) {
    const bool ends = action.kind == ActionKind::kill || action.kind == ActionKind::destroy;
    return ends && !ended.insert(action.entity.name).second;
  });
  for (ActionSpec& action : spec.actions) {
    if (action.priority == EntityPriority::kernel) action.priority = EntityPriority::high;
    if (action.kind != ActionKind::kill && action.kind != ActionKind::destroy) continue;
    sim::TimeNs last_ns = last_submission_ns(spec, action.entity.name);
    for (const ActionSpec& other : spec.actions) {
      if (&other != &action && other.entity.name == action.entity.name) {
        last_ns = std::max(last_ns, other.at_ns);
      }
    }
    if (action.at_ns <= last_ns) action.at_ns = last_ns + draw.steps(1, 4);
    for (EntitySpec& entity : spec.entities) {
      // Without, N2 (scenarios/files/bugs/close_meets_dependency.toml).
      if (entity.name == action.entity.name) entity.grace_period = true;
    }
  }
}

}  // namespace

ScenarioSpec random_sound_scenario(std::uint64_t seed, bool unserialised_timeouts) {
  Draw draw(seed ^ kDrawsOfItsOwn);
  ScenarioSpec spec = random_scenario(seed);
  spec.summary = fmt::format("Sound random scenario of seed {}.", seed);
  // Dependencies are on jobs before it alone.
  spec.jobs.resize(std::min<std::size_t>(spec.jobs.size(), draw.number(2, 12)));
  set_machine_right(spec);
  if (!unserialised_timeouts) serialise_timeouts(spec);
  set_work_right(spec);
  add_dependencies(spec, draw);
  add_kill(spec, draw);
  set_actions_right(spec, draw);
  DRMSIM_ASSERT(is_sound(spec, unserialised_timeouts), "what is drawn keeps to the rules");
  return spec;
}

}  // namespace drmsim::scenarios
