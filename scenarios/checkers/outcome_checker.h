// What users are told agrees with what the hardware did.
//
// Contract rules, by their numbers in the bug catalogue: 18 (what run_job returns becomes the
// result of the job) and 45 (errors come before the signal, so a result is final). A job is told
// finished without an error only if the hardware model has completed it: who takes a lost job, or
// one that a reset has thrown away, for a completed one hands garbage to the next in line. So does
// an interrupt handler that completes whatever is active, for a completion of another job's: on the
// hardware, or on its way there.
//
// Limits. The other direction is asked for by name (`wrong_error`): the kernel's own sequence calls
// some jobs cancelled that have completed. A job for which the last run_job returned no fence is
// what its driver says it is. In an exploration the hung job may end, and the next one be killed in
// its place, which no driver sees.
#pragma once

#include <map>

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class OutcomeChecker final : public JobChecker {
 public:
  explicit OutcomeChecker(sim::World& world)
      : JobChecker(world), plain_(!world.choices().exploring()) {}
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  void check_finished(const JobLife& job);

  const bool plain_;
  // By ring: the last job that was given to it, and was finished before it had begun. If this
  // hardware tells what it does, the event of that is still to come.
  std::map<sim::NameId, sim::JobTag> not_begun_;
};

}  // namespace drmsim::scenarios
