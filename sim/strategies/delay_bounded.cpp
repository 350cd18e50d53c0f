#include "sim/strategies/delay_bounded.h"

#include <algorithm>
#include <functional>

namespace drmsim::sim {

DelayBounded::DelayBounded(unsigned delays, std::uint64_t expected_choices)
    : delays_(delays), expected_choices_(expected_choices) {
  DRMSIM_ASSERT(delays_ >= 1 && expected_choices_ >= 1, "there is something to delay");
}

void DelayBounded::begin_run(std::uint64_t seed) {
  rng_ = Rng(seed);
  step_ = 0;
  places_.clear();
  const std::uint64_t count = rng_.uniform(1, delays_);
  for (std::uint64_t i = 0; i < count; ++i) places_.push_back(rng_.uniform(1, expected_choices_));
  std::sort(places_.begin(), places_.end(), std::greater<>());
  places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
}

unsigned DelayBounded::choose(const Choice& choice) {
  if (choice.kind == ChoiceKind::fault) return choice.draw_fault(rng_);  // delays nobody
  ++step_;
  if (places_.empty() || places_.back() != step_) return 0;
  places_.pop_back();
  return static_cast<unsigned>(rng_.uniform(1, choice.options - 1));
}

}  // namespace drmsim::sim
