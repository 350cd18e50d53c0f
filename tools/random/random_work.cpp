#include "tools/random/random_work.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

const EntitySpec& entity_named(const ScenarioSpec& spec, const std::string& name) {
  return *std::find_if(spec.entities.begin(), spec.entities.end(),
                       [&name](const EntitySpec& entity) { return entity.name == name; });
}

// Of the entity's rings, the lowest limit: more credits than that never fit.
std::uint32_t credit_limit(const ScenarioSpec& spec, const EntitySpec& entity) {
  std::uint32_t limit = UINT32_MAX;
  for (const RingSpec& ring : spec.rings) {
    for (const NameRef& name : entity.rings) {
      if (name.name == ring.name) limit = std::min(limit, ring.scheduler.credit_limit);
    }
  }
  return limit;
}

std::uint32_t random_credits(Draw& draw, std::uint32_t limit) {
  // The scheduler warns and takes what fits.
  if (draw.percent(1) && draw.percent(12)) return limit + 1;
  return draw.percent(65) ? 1 : draw.number(1, limit);
}

// What does not end by itself, or only after the timeout.
JobFaultSpec recoverable_fault(Draw& draw) {
  JobFaultSpec fault;
  switch (draw.number(0, 9)) {
    case 0:
      fault.lost_interrupt = true;
      break;
    case 1:
      fault.late_interrupt_ns = draw.steps(1, 30);
      break;
    case 2:
      fault.slow_by_ns = 1'000'000 + draw.steps(0, 6);
      fault.attempts = draw.number(1, 2);
      break;
    case 3:
      fault.slow_factor = draw.pick({10.0, 50.0, 100.0});
      break;
    case 4:
      fault.hang_attempts = kEveryAttempt;
      fault.fault_interrupt_ns = draw.steps(0, 5);
      break;
    default:
      fault.hang_attempts = draw.pick({1u, 1u, 2u, 3u, kEveryAttempt});
      break;
  }
  return fault;
}

JobFaultSpec harmless_fault(Draw& draw) {
  JobFaultSpec fault;
  switch (draw.number(0, 5)) {
    case 0:
      fault.slow_factor = draw.pick({1.5, 2.0, 4.0});
      break;
    case 1:
      fault.spurious_interrupt_ns = draw.steps(0, 2);
      break;
    case 2:
      fault.run_job_returns.kind = RunJobReturns::Kind::null;
      break;
    case 3:
      fault.run_job_returns.kind = RunJobReturns::Kind::signalled;
      break;
    default:
      fault.run_job_returns = {RunJobReturns::Kind::error, draw.pick({5, 12, 19})};  // EIO...
      fault.attempts = draw.number(1, 2);
      break;
  }
  return fault;
}

void add_entities(ScenarioSpec& spec, Draw& draw) {
  const std::uint32_t count = draw.number(1, 5);
  for (std::uint32_t i = 0; i < count; ++i) {
    EntitySpec& entity = spec.entities.emplace_back();
    entity.name = fmt::format("e{}", i);
    entity.rings = random_rings(spec, draw);
    entity.priority = random_priority(spec, draw);
    if (draw.percent(1)) entity.priority = EntityPriority::low;  // perhaps without a run queue
  }
}

// A job waits for those before it in this list alone, as its entity submits them in that order.
void add_jobs(ScenarioSpec& spec, Draw& draw) {
  const std::uint32_t count = draw.percent(45)   ? draw.number(4, 10)
                              : draw.percent(75) ? draw.number(11, 30)
                                                 : draw.number(31, 60);
  const std::uint32_t density = draw.pick({0u, 1u, 2u});   // grid steps from job to job
  const std::uint32_t faulty = draw.pick({8u, 15u, 25u});  // percent
  const std::uint32_t dependent = draw.pick({0u, 15u, 40u});
  sim::TimeNs at_ns = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const EntitySpec& entity = draw.pick(spec.entities);
    JobSpec job;
    job.name = fmt::format("j{}", i);
    job.entity.name = entity.name;
    at_ns += draw.steps(0, density);
    job.at_ns = at_ns;
    job.duration = sim::Delay::fixed(draw.percent(4) ? 0 : draw.steps(1, 5));
    job.credits = random_credits(draw, credit_limit(spec, entity));
    for (std::uint32_t k = 0; i > 0 && k < 3 && draw.percent(dependent); ++k) {
      const std::string& other = spec.jobs[draw.number(0, i - 1)].name;
      const bool known = std::any_of(job.after.begin(), job.after.end(),
                                     [&other](const NameRef& name) { return name.name == other; });
      if (!known) job.after.push_back({other, {}});
    }
    if (draw.percent(faulty)) job.fault = random_fault(draw, all_recover(spec, entity.rings));
    spec.jobs.push_back(std::move(job));
  }
}

void add_client(ScenarioSpec& spec, Draw& draw) {
  ClientSpec client;
  client.name = "loop";
  client.start = sim::Delay::fixed(draw.steps(0, 5));
  client.jobs_per_cycle = draw.number(1, 4);
  client.duration = sim::Delay::fixed(draw.steps(1, 4));
  client.cycles = draw.number(1, 6);
  client.synchronous = draw.percent(60);
  if (draw.percent(50)) client.sleep = sim::Delay::fixed(draw.steps(0, 4));
  if (draw.percent(30)) client.in_flight = draw.number(1, 3);
  if (draw.percent(50)) {
    client.entity.name = draw.pick(spec.entities).name;
  } else {
    client.entity.name = client.name;
    spec.entities.push_back(
        EntitySpec{{}, client.name, random_rings(spec, draw), random_priority(spec, draw)});
  }
  client.credits = draw.number(1, credit_limit(spec, entity_named(spec, client.entity.name)));
  spec.clients.push_back(client);
}

}  // namespace

std::vector<NameRef> random_rings(const ScenarioSpec& spec, Draw& draw) {
  const std::size_t first = draw.number(0, static_cast<std::uint32_t>(spec.rings.size()) - 1);
  std::vector<NameRef> rings = {{spec.rings[first].name, {}}};
  for (std::size_t i = 1; i < spec.rings.size() && draw.percent(35); ++i) {
    rings.push_back({spec.rings[(first + i) % spec.rings.size()].name, {}});
  }
  return rings;
}

EntityPriority random_priority(const ScenarioSpec& spec, Draw& draw) {
  if (draw.percent(5)) return EntityPriority::kernel;
  const EntityPriority priority = draw.pick(
      {EntityPriority::high, EntityPriority::normal, EntityPriority::normal, EntityPriority::low});
  // All rings have as many run queues.
  const auto last = static_cast<EntityPriority>(spec.rings.front().scheduler.num_rqs - 1);
  return std::min(priority, last);
}

JobFaultSpec random_fault(Draw& draw, bool recovers) {
  JobFaultSpec fault =
      recovers && draw.percent(70) ? recoverable_fault(draw) : harmless_fault(draw);
  if (draw.percent(10)) fault.probability = 0.5;
  return fault;
}

bool all_recover(const ScenarioSpec& spec, const std::vector<NameRef>& rings) {
  return std::all_of(spec.rings.begin(), spec.rings.end(), [&rings](const RingSpec& ring) {
    const bool used = std::any_of(rings.begin(), rings.end(),
                                  [&ring](const NameRef& name) { return name.name == ring.name; });
    return !used || ring.scheduler.timeout_ns != sim::kForever;
  });
}

void add_random_work(ScenarioSpec& spec, Draw& draw) {
  add_entities(spec, draw);
  add_jobs(spec, draw);
  if (draw.percent(15)) add_client(spec, draw);
}

}  // namespace drmsim::scenarios
