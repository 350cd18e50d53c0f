// The single seam for everything that a scenario does not determine.
//
// Intuition: a run is a game against a scheduler of contexts, events and faults; each of its moves
// is one call of choose(). Option 0 is always what a plain run does. Mechanism: a Strategy answers;
// without one every answer is 0 and nothing is recorded. Three calls, as in Shuttle's schedulers:
// begin a run, choose one of n, draw a number.
#pragma once

#include <cstdint>

#include "sim/assert.h"
#include "sim/rng.h"

namespace drmsim::sim {

enum class ChoiceKind : std::uint8_t {
  next_context,     // which ready context runs
  preempt,          // 0: go on; 1: lose the processor at this schedule point
  same_time_event,  // which of the events of one instant fires
  fault,            // 0: the fault does not strike
};

class Strategy {
 public:
  virtual ~Strategy() = default;
  virtual void begin_run(std::uint64_t seed) = 0;
  virtual unsigned choose(ChoiceKind kind, unsigned options) = 0;  // in [0, options)
};

class Choices {
 public:
  // strategy may be null: run to completion, option 0 everywhere.
  Choices(Strategy* strategy, std::uint64_t seed) : strategy_(strategy), draws_(seed) {
    if (strategy_ != nullptr) strategy_->begin_run(seed);
  }

  bool exploring() const { return strategy_ != nullptr; }
  unsigned choose(ChoiceKind kind, unsigned options) {
    if (strategy_ == nullptr || options < 2) return 0;
    const unsigned chosen = strategy_->choose(kind, options);
    DRMSIM_ASSERT(chosen < options, "a strategy chooses one of the options");
    return chosen;
  }
  // A number in [low, high] from the run's own generator: a delay, a duration.
  std::uint64_t draw(std::uint64_t low, std::uint64_t high) {
    return low == high ? low : draws_.uniform(low, high);
  }

 private:
  Strategy* strategy_;
  Rng draws_;
};

}  // namespace drmsim::sim
