#include "scenarios/drivers/common/fault_rules.h"

#include "scenarios/format/name_pattern.h"

namespace drmsim::scenarios {

namespace {

bool is_a_fault(const JobFaultSpec& fault) {
  return fault.any() || fault.run_job_returns.kind != RunJobReturns::Kind::fence;
}

}  // namespace

FaultRules::FaultRules(sim::World& world, const std::vector<FaultSpec>& rules, hw::FaultPlan& plan)
    : world_(world), plan_(plan) {
  for (const FaultSpec& rule : rules) rules_.push_back(Rule{&rule, 0, rule.jobs});
}

bool FaultRules::fits(const NameRef& wanted, sim::JobTag name) const {
  return wanted.name.empty() || matches(wanted.name, world_.names().text(name));
}

FaultRules::Rule* FaultRules::rule_for(sim::JobTag job, sim::NameId entity, sim::NameId ring) {
  for (Rule& rule : rules_) {
    if (rule.jobs_left == 0 || world_.now() < rule.spec->at_ns) continue;
    if (!fits(rule.spec->ring, {ring}) || !fits(rule.spec->entity, {entity})) continue;
    if (!fits(rule.spec->job, job)) continue;
    --rule.jobs_left;
    return &rule;
  }
  return nullptr;
}

const JobFaultSpec* FaultRules::strike(sim::JobTag job, sim::NameId entity, sim::NameId ring,
                                       const JobFaultSpec* own) {
  const bool has_own = own != nullptr && is_a_fault(*own);
  Rule* rule = has_own ? nullptr : rule_for(job, entity, ring);
  const JobFaultSpec* fault = rule != nullptr ? &rule->spec->fault : has_own ? own : nullptr;
  if (fault == nullptr || !world_.choices().strikes(fault->probability)) return nullptr;
  ++struck_;
  if (rule != nullptr) ++rule->struck;
  if (fault->any()) plan_.set(job, *fault);
  return fault;
}

std::vector<FaultRules::Tally> FaultRules::tallies() const {
  std::vector<Tally> tallies;
  for (const Rule& rule : rules_) {
    tallies.push_back({rule.spec, rule.spec->jobs - rule.jobs_left, rule.struck});
  }
  return tallies;
}

}  // namespace drmsim::scenarios
