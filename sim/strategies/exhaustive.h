// Every run with at most `bound` deviations, each once.
//
// Intuition: an odometer over the choices. Mechanism: depth-first search; after a run the last
// choice that can still take another option does so, and everything behind it starts at 0 again.
// A subtree is all runs whose first deviation is one certain choice, so that subtrees can be
// searched in any order and by several processes. Limits: as exhaustive as the bound; the same
// choices must lead to the same run, which is asserted. Source of the idea of a bound: Musuvathi,
// Qadeer, "Iterative Context Bounding for Systematic Testing of Multithreaded Programs", PLDI 2007
// (there only preemptions count, here every deviation).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/choices.h"

namespace drmsim::sim {

class Exhaustive final : public Strategy {
 public:
  // All runs whose first deviation is the choice `first` (counted from 0), with up to `bound`
  // deviations in all, bound >= 1. The plain run belongs to no subtree.
  Exhaustive(unsigned bound, std::uint64_t first) : bound_(bound), first_(first) {}

  void begin_run(std::uint64_t) override { position_ = 0; }
  unsigned choose(const Choice& choice) override;
  // After a run: false when all have been done.
  bool next_run();

 private:
  struct Step {
    unsigned options;
    unsigned option;
  };

  unsigned bound_;
  std::uint64_t first_;
  std::vector<Step> steps_;  // of the current run, from the choice `first_` on
  unsigned deviations_ = 0;  // in steps_
  std::uint64_t position_ = 0;
};

// How many runs have at most `bound` deviations, if each has the choices of this one: `options`
// of the plain run. An estimate, because a deviation changes what can be chosen after it.
double estimated_runs(const std::vector<unsigned>& options, unsigned bound);

}  // namespace drmsim::sim
