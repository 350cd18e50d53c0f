// Probabilistic concurrency testing: random priorities, and depth - 1 places where the favourite
// loses its rank.
//
// Intuition: most ordering bugs need few events in one certain order; a schedule of strict
// priorities with d - 1 changes hits any such order of d events with probability 1/(n k^(d-1)),
// however long the run. Mechanism: each actor, time included, draws a priority when it is first
// seen; the highest goes on; at the drawn steps whoever would go on falls below all others.
// Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with Probabilistic
// Guarantees of Finding Bugs", ASPLOS 2010. Limits: the number of steps k is an estimate of the
// caller's; same-time events and faults are drawn evenly. Strict priorities know no fairness: who
// waits for somebody of lower rank may do so for ever, while timeouts and replays go on. A run of
// more than 8 k steps goes on as the plain run does.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/choices.h"
#include "sim/rng.h"

namespace drmsim::sim {

class Pct final : public Strategy {
 public:
  // depth: at least 1. expected_choices: of a run; at least 1.
  Pct(unsigned depth, std::uint64_t expected_choices);
  void begin_run(std::uint64_t seed) override;
  unsigned choose(const Choice& choice) override;

 private:
  std::uint64_t& priority(ActorId actor);
  unsigned favourite(const Choice& choice);

  unsigned depth_;
  std::uint64_t expected_choices_;
  Rng rng_{0};
  std::uint64_t step_ = 0;
  std::uint64_t next_low_ = 0;             // priority of the next to fall
  std::vector<std::uint64_t> changes_;     // the steps at which somebody falls
  std::vector<std::uint64_t> priorities_;  // by actor; 0: not seen yet
};

}  // namespace drmsim::sim
