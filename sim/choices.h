// The single seam for everything that a scenario does not determine.
//
// Intuition: a run is a game against a scheduler of contexts, events and faults; each of its moves
// is one call of choose(). Option 0 is always what a plain run does, so a run is described by the
// choices that differ from 0. Mechanism: a Strategy answers; without one every answer is 0 and
// nothing is recorded. Three calls, as in Shuttle's schedulers: begin a run, choose one of n, draw
// a number. Strategies are in sim/strategies/.
//
// Two phases, as in TigerBeetle's simulator: a strategy may be as unfair as it likes, so "it takes
// for ever" proves nothing while it answers. After settle() all answers are 0, and what does not
// come to an end then never does. A run settles when a checker suspects that it has no end, and
// after kChoicesMax choices: a function of the run alone, so that a replay settles where it did.
#pragma once

#include <cstdint>

#include "sim/assert.h"
#include "sim/rng.h"

namespace drmsim::sim {

enum class ChoiceKind : std::uint8_t {
  next_actor,       // who goes on, when whoever ran has ended or waits
  preempt,          // option 0: the running context goes on; others: who goes on in its place
  same_time_event,  // which of the events of one instant fires
  fault,            // 0: the fault does not strike
};

// Who can go on: a CPU context, numbered from 1 in the order of spawning, or time itself, which
// lets the next timed event happen while contexts that could run stay away.
using ActorId = std::uint32_t;
inline constexpr ActorId kTimeActor = 0;

struct Choice {
  ChoiceKind kind{};
  unsigned options = 0;             // at least 2
  const ActorId* actors = nullptr;  // of next_actor and preempt: one for each option
  std::uint64_t odds = 0;           // of fault: how many times in 2^32 it strikes

  // For strategies that draw: option 1 as often as `odds` says.
  unsigned draw_fault(Rng& rng) const { return rng.uniform(0, kFaultScale - 1) < odds ? 1 : 0; }
  static constexpr std::uint64_t kFaultScale = std::uint64_t{1} << 32;
};

class Strategy {
 public:
  virtual ~Strategy() = default;
  virtual void begin_run(std::uint64_t seed) = 0;
  virtual unsigned choose(const Choice& choice) = 0;  // in [0, choice.options)
};

class Choices {
 public:
  // strategy may be null: run to completion, option 0 everywhere.
  Choices(Strategy* strategy, std::uint64_t seed) : strategy_(strategy), draws_(seed) {
    if (strategy_ != nullptr) strategy_->begin_run(seed);
  }

  static constexpr std::uint64_t kChoicesMax = 100'000;

  bool exploring() const { return strategy_ != nullptr; }
  bool exhausted() const { return made_ >= kChoicesMax; }  // World::settle() is due
  void settle() {                                          // by World::settle() alone
    strategy_ = nullptr;
    settled_ = true;
  }
  unsigned choose(const Choice& choice) {
    if (strategy_ == nullptr || choice.options < 2) return 0;
    ++made_;
    const unsigned chosen = strategy_->choose(choice);
    DRMSIM_ASSERT(chosen < choice.options, "a strategy chooses one of the options");
    return chosen;
  }
  unsigned choose(ChoiceKind kind, unsigned options) { return choose(Choice{kind, options}); }
  // A number in [low, high] from the run's own generator: a delay, a duration.
  std::uint64_t draw(std::uint64_t low, std::uint64_t high) {
    return low == high ? low : draws_.uniform(low, high);
  }
  // Whether a fault of that probability, 0 to 1, strikes: drawn, or chosen under exploration. After
  // settle() none does that need not.
  bool strikes(double probability) {
    if (probability >= 1.0) return true;
    if (settled_) return false;
    Choice fault{ChoiceKind::fault, 2};
    fault.odds = static_cast<std::uint64_t>(probability * double{Choice::kFaultScale});
    return (strategy_ != nullptr ? choose(fault) : fault.draw_fault(draws_)) != 0;
  }

 private:
  Strategy* strategy_;  // null: every answer is 0
  bool settled_ = false;
  std::uint64_t made_ = 0;
  Rng draws_;
};

}  // namespace drmsim::sim
