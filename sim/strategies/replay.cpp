#include "sim/strategies/replay.h"

namespace drmsim::sim {

unsigned Replay::choose(const Choice& choice) {
  const std::uint64_t step = step_++;
  if (next_ == deviations_.size() || deviations_[next_].choice != step) return 0;
  const unsigned option = deviations_[next_++].option;
  if (option < choice.options) return option;
  ++ignored_;
  return 0;
}

}  // namespace drmsim::sim
