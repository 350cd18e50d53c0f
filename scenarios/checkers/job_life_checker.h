// The life of a job: pushed, run, scheduled, finished, freed; each once, and in this order.
//
// Contract rules, by their numbers in the bug catalogue: 1 (jobs of an entity start in the order of
// pushing), 16 (run_job again only in a recovery), 19 (free_job once, after finished), 22
// (scheduled signals before finished, also for jobs that never ran). A job that a driver puts on
// pending_list twice, or a core that frees what its timeout handler still holds, shows here before
// memory does.
//
// An event is written a little after what it tells of: the kernel sets a fence's bit first, and its
// worker may lose the processor there. So what seems to come too early is noted, and is a hazard
// only if what should have come first has not come when nothing is left to do.
#pragma once

#include <map>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/jobs/job_lives.h"

namespace drmsim::scenarios {

class JobLifeChecker final : public JobChecker {
 public:
  JobLifeChecker(sim::World& world, const JobLives& lives) : JobChecker(world), lives_(lives) {}
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  void check_run(const JobLife& job);
  void report_what_never_came();

  const JobLives& lives_;
  std::map<sim::NameId, std::uint64_t> last_started_;    // JobLife::number, by entity
  std::map<std::uint64_t, sim::JobTag> finished_first_;  // before scheduled; by JobTag::bits()
  std::map<std::uint64_t, sim::JobTag> freed_first_;     // before finished
};

}  // namespace drmsim::scenarios
