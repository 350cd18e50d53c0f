// Where the job is that a fence belongs to: what the wait-for graph says of whoever waits for it.
//
// Derived from what the event log has told of the job, and from what it depends on; where nobody
// observes the jobs of a run, nothing is known.
#pragma once

#include <vector>

#include "scenarios/jobs/job_lives.h"
#include "scenarios/jobs/job_readiness.h"
#include "sim/names.h"
#include "sim/wait_graph.h"

namespace drmsim::scenarios {

class JobWitness final : public sim::FenceWitness {
 public:
  // All outlive it.
  JobWitness(const sim::Names& names, const JobLives& lives, const JobReadiness& dependencies)
      : names_(names), lives_(lives), dependencies_(dependencies) {}
  Source source(sim::NameId job) const override;
  // Of each entity, what keeps its queue: the oldest of its jobs that has not run, if that waits.
  std::vector<sim::WaitLine> waiting_jobs() const override;

 private:
  // Who waits for whom may go in a circle, through the queues of entities.
  static constexpr unsigned kStepsMax = 8;

  const JobLife* oldest_unfinished(sim::NameId job) const;
  const JobLife* head_of_queue(sim::NameId entity) const;
  Source where_it_is(const JobLife& life, unsigned steps = 0) const;
  Source where_it_waits(const JobLife& life, unsigned steps) const;
  Source source_of(const JobReadiness::Dependency& dependency, unsigned steps) const;

  const sim::Names& names_;
  const JobLives& lives_;
  const JobReadiness& dependencies_;
};

}  // namespace drmsim::scenarios
