// What goes wrong with which job: its own `fault`, or that of the [[fault]] that strikes it.
//
// Mechanism: a driver asks once a job, when run_job() has it for the first time; what the hardware
// does wrong goes into its FaultPlan, what run_job() returns is up to the driver. Whether a fault
// with a probability strikes is drawn at that moment, or chosen under exploration. A job with a
// fault of its own neither meets a [[fault]] nor counts for one. Limits: the plan keeps an entry
// for each job that was struck by something of the hardware's, to the end of the run.
#pragma once

#include <cstdint>
#include <vector>

#include "hw_models/gpu/fault_plan.h"
#include "scenarios/format/job_spec.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class FaultRules {
 public:
  // rules and plan outlive it.
  FaultRules(sim::World& world, const std::vector<FaultSpec>& rules, hw::FaultPlan& plan);

  // In run_job(), before the hardware has the job, at its first attempt. own: what the job was
  // submitted with, or null. Null: nothing goes wrong with it.
  const JobFaultSpec* strike(sim::JobTag job, sim::NameId entity, sim::NameId ring,
                             const JobFaultSpec* own);

  // What a [[fault]] has done so far.
  struct Tally {
    const FaultSpec* spec = nullptr;
    std::uint64_t met = 0;     // jobs that it could have struck
    std::uint64_t struck = 0;  // of these
  };
  std::vector<Tally> tallies() const;               // in file order
  std::uint64_t struck() const { return struck_; }  // jobs, by a [[fault]] or one of their own

 private:
  struct Rule {
    const FaultSpec* spec = nullptr;
    std::uint64_t struck = 0;
    std::uint32_t jobs_left = 0;
  };
  bool fits(const NameRef& wanted, sim::JobTag name) const;
  Rule* rule_for(sim::JobTag job, sim::NameId entity, sim::NameId ring);

  sim::World& world_;
  hw::FaultPlan& plan_;
  std::vector<Rule> rules_;
  std::uint64_t struck_ = 0;
};

}  // namespace drmsim::scenarios
