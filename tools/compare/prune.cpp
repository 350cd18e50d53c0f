#include "tools/compare/prune.h"

#include <algorithm>
#include <set>
#include <string>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/name_pattern.h"
#include "scenarios/format/resolve/action_order.h"
#include "scenarios/format/resolve/client_rules.h"
#include "scenarios/format/resolve/job_order.h"

namespace drmsim::scenarios {
namespace {

using NameSet = std::set<std::string>;

template <class Spec>
NameSet names_of(const std::vector<Spec>& specs) {
  NameSet names;
  for (const Spec& spec : specs) names.insert(spec.name);
  return names;
}

bool lacks(const NameSet& names, const NameRef& reference) {
  if (is_pattern(reference.name)) {
    return std::none_of(names.begin(), names.end(),
                        [&](const std::string& name) { return matches(reference.name, name); });
  }
  return !reference.name.empty() && names.count(reference.name) == 0;
}

void keep_known(const NameSet& names, std::vector<NameRef>& references) {
  std::erase_if(references, [&names](const NameRef& name) { return lacks(names, name); });
}

void drop_hardware(ScenarioSpec& spec) {
  NameSet engines;
  NameSet domains;
  for (const RingSpec& ring : spec.rings) {
    engines.insert(ring.engine.name);
    domains.insert(ring.reset_domain.name);
  }
  std::erase_if(spec.engines, [&](const EngineSpec& e) { return engines.count(e.name) == 0; });
  std::erase_if(spec.reset_domains,
                [&](const ResetDomainSpec& d) { return domains.count(d.name) == 0; });
}

}  // namespace

bool prune(ScenarioSpec& spec) {
  spec.expect = spec.always = {};
  drop_hardware(spec);
  const NameSet rings = names_of(spec.rings);
  for (EntitySpec& entity : spec.entities) keep_known(rings, entity.rings);
  std::erase_if(spec.entities, [](const EntitySpec& entity) { return entity.rings.empty(); });
  const NameSet entities = names_of(spec.entities);
  std::erase_if(spec.jobs, [&](const JobSpec& job) { return lacks(entities, job.entity); });
  std::erase_if(spec.clients, [&](const ClientSpec& client) {
    const std::vector<ClientStep> steps = client.cycle_steps();
    return std::any_of(steps.begin(), steps.end(),
                       [&](const ClientStep& step) { return lacks(entities, step.entity); });
  });
  const NameSet clients = names_of(spec.clients);
  for (ClientSpec& client : spec.clients) {
    if (lacks(clients, client.start_after.client)) client.start_after = {};
    for (const ClientSpec& first : spec.clients) {
      if (first.name != client.start_after.client.name) continue;
      client.start_after.cycle = std::min(client.start_after.cycle, first.cycles);
    }
  }
  const NameSet jobs = names_of(spec.jobs);
  for (JobSpec& job : spec.jobs) keep_known(jobs, job.after);
  std::erase_if(spec.actions, [&](ActionSpec& action) {
    keep_known(rings, action.rings);
    return lacks(entities, action.entity) || lacks(rings, action.ring) || lacks(jobs, action.job) ||
           (action.kind == ActionKind::modify_sched && action.rings.empty());
  });
  std::erase_if(spec.faults, [&](const FaultSpec& fault) {
    return lacks(entities, fault.entity) || lacks(rings, fault.ring) || lacks(jobs, fault.job);
  });
  Diagnostics circles(spec.file);
  check_job_order(spec, circles);
  check_action_order(spec, circles);
  const auto loops = [&](const ClientSpec& client) { return loops_in_one_instant(spec, client); };
  return !spec.rings.empty() && circles.empty() &&
         std::none_of(spec.clients.begin(), spec.clients.end(), loops);
}

}  // namespace drmsim::scenarios
