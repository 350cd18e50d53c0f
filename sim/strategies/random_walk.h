// Every choice at random: who goes on, and, at a schedule point, whether somebody else does.
//
// Intuition: a drunk scheduler; finds what a few ill-timed preemptions anywhere would do. How
// drunk is drawn anew in each run, because a bug that needs one preemption in the right place
// drowns in a run with fifty.
#pragma once

#include <cstdint>

#include "sim/choices.h"
#include "sim/rng.h"

namespace drmsim::sim {

class RandomWalk final : public Strategy {
 public:
  void begin_run(std::uint64_t seed) override;
  unsigned choose(const Choice& choice) override;

 private:
  Rng rng_{0};
  std::uint64_t preempt_permille_ = 0;
};

}  // namespace drmsim::sim
