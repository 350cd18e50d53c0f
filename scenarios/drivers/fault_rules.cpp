#include "scenarios/drivers/fault_rules.h"

namespace drmsim::scenarios {

namespace {

hw::JobFaults hardware_faults(const JobFaultSpec& fault) {
  hw::JobFaults faults;
  faults.hang_attempts = fault.hang_attempts;
  faults.attempts = fault.attempts;
  faults.slow_factor = fault.slow_factor;
  faults.extra_ns = fault.slow_by_ns;
  faults.lost_interrupt = fault.lost_interrupt;
  faults.late_interrupt_ns = fault.late_interrupt_ns;
  faults.spurious_interrupt_ns = fault.spurious_interrupt_ns;
  faults.fault_interrupt_ns = fault.fault_interrupt_ns;
  return faults;
}

bool concerns_hardware(const JobFaultSpec& fault) {
  return fault.hang_attempts > 0 || fault.slow_factor != 1.0 || fault.slow_by_ns > 0 ||
         fault.lost_interrupt || fault.late_interrupt_ns > 0 ||
         fault.spurious_interrupt_ns.has_value() || fault.fault_interrupt_ns.has_value();
}

bool is_a_fault(const JobFaultSpec& fault) {
  return concerns_hardware(fault) || fault.run_job_returns.kind != RunJobReturns::Kind::fence;
}

}  // namespace

FaultRules::FaultRules(sim::World& world, const std::vector<FaultSpec>& rules, hw::FaultPlan& plan)
    : world_(world), plan_(plan) {
  const auto id = [&world](const NameRef& name) {
    return name.name.empty() ? sim::NameId{0} : world.intern(name.name);
  };
  for (const FaultSpec& rule : rules) {
    rules_.push_back(Rule{&rule, id(rule.ring), id(rule.entity), rule.jobs});
  }
}

const JobFaultSpec* FaultRules::rule_for(sim::NameId entity, sim::NameId ring) {
  for (Rule& rule : rules_) {
    if (rule.jobs_left == 0 || world_.now() < rule.spec->at_ns) continue;
    if (rule.ring != 0 && rule.ring != ring) continue;
    if (rule.entity != 0 && rule.entity != entity) continue;
    --rule.jobs_left;
    return &rule.spec->fault;
  }
  return nullptr;
}

const JobFaultSpec* FaultRules::strike(sim::JobTag job, sim::NameId entity, sim::NameId ring,
                                       const JobFaultSpec* own) {
  const bool has_own = own != nullptr && is_a_fault(*own);
  const JobFaultSpec* fault = has_own ? own : rule_for(entity, ring);
  if (fault == nullptr || !world_.choices().strikes(fault->probability)) return nullptr;
  if (concerns_hardware(*fault)) plan_.set(job, hardware_faults(*fault));
  return fault;
}

}  // namespace drmsim::scenarios
