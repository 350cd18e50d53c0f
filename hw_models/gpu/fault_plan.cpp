#include "hw_models/gpu/fault_plan.h"

namespace drmsim::hw {
namespace {

sim::TimeNs slowed_down(sim::TimeNs duration_ns, const JobFaults& faults) {
  if (faults.slow_factor != 1.0) {
    const double slow_ns = static_cast<double>(duration_ns) * faults.slow_factor;
    constexpr double kLongest_ns = 1e19;  // beyond 2^64 the conversion is undefined
    duration_ns = static_cast<sim::TimeNs>(slow_ns < kLongest_ns ? slow_ns : kLongest_ns);
  }
  return sim::saturating_add(duration_ns, faults.slow_by_ns);
}

}  // namespace

void FaultPlan::set(sim::JobTag job, const JobFaults& faults) {
  entries_[job.bits()].faults = faults;
}

void FaultPlan::count_attempt(sim::JobTag job) {
  if (auto entry = entries_.find(job.bits()); entry != entries_.end()) ++entry->second.attempts;
}

std::uint32_t FaultPlan::attempts(sim::JobTag job) const {
  const auto entry = entries_.find(job.bits());
  return entry == entries_.end() ? 0 : entry->second.attempts;
}

AttemptFaults FaultPlan::look_up(sim::JobTag job, AttemptFaults strike) const {
  const auto found = entries_.find(job.bits());
  if (found == entries_.end()) return strike;
  const JobFaults& faults = found->second.faults;
  if (found->second.attempts <= faults.skip_attempts) return strike;
  const std::uint32_t attempt = found->second.attempts - faults.skip_attempts;
  strike.hangs = attempt <= faults.hang_attempts;
  if (attempt > faults.attempts) return strike;
  strike.duration_ns = slowed_down(strike.duration_ns, faults);
  strike.lost_interrupt = faults.lost_interrupt;
  strike.late_interrupt_ns = faults.late_interrupt_ns;
  strike.spurious_interrupt_ns = faults.spurious_interrupt_ns.value_or(sim::kForever);
  strike.fault_interrupt_ns = faults.fault_interrupt_ns.value_or(sim::kForever);
  return strike;
}

}  // namespace drmsim::hw
