// Repeats a run from its deviations: option 0 wherever none is given.
//
// A deviation that no longer fits, because an earlier one was dropped and the run took another
// way, is ignored: shrinking tries many such lists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/choices.h"
#include "sim/strategies/deviation.h"

namespace drmsim::sim {

class Replay final : public Strategy {
 public:
  explicit Replay(Deviations deviations) : deviations_(std::move(deviations)) {}
  void begin_run(std::uint64_t) override { next_ = 0, step_ = 0, ignored_ = 0; }
  unsigned choose(const Choice& choice) override;

  // Deviations that found no choice to change in the last run: 0 if it is really the recorded one.
  std::size_t unused() const { return ignored_ + (deviations_.size() - next_); }

 private:
  Deviations deviations_;
  std::size_t next_ = 0;
  std::uint64_t step_ = 0;
  std::size_t ignored_ = 0;
};

}  // namespace drmsim::sim
