// Where the job is that a fence belongs to: what the wait-for graph says of whoever waits for it.
//
// Derived from what the event log has told of the job (scenarios/checkers/job_life.h); without
// checkers nothing is known.
#pragma once

#include "scenarios/checkers/job_life.h"
#include "sim/names.h"
#include "sim/wait_graph.h"

namespace drmsim::scenarios {

class JobWitness final : public sim::FenceWitness {
 public:
  // Both outlive it.
  JobWitness(const sim::Names& names, const JobLives& lives) : names_(names), lives_(lives) {}
  Source source(sim::NameId job) const override;

 private:
  const JobLife* oldest_unfinished(sim::NameId job) const;
  Source where_it_is(const JobLife& life) const;

  const sim::Names& names_;
  const JobLives& lives_;
};

}  // namespace drmsim::scenarios
