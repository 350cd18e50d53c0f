#include "sim/strategies/pct.h"

#include <algorithm>

namespace drmsim::sim {

namespace {
constexpr std::uint64_t kPatience = 8;  // times the expected number of steps
}

Pct::Pct(unsigned depth, std::uint64_t expected_choices)
    : depth_(depth), expected_choices_(expected_choices) {
  DRMSIM_ASSERT(depth_ >= 1 && expected_choices_ >= 1, "there is something to order");
}

void Pct::begin_run(std::uint64_t seed) {
  rng_ = Rng(seed);
  step_ = 0;
  next_low_ = depth_;  // those that fall have 1..depth; the latest to fall is the lowest
  priorities_.clear();
  changes_.clear();
  for (unsigned i = 1; i < depth_; ++i) changes_.push_back(rng_.uniform(1, expected_choices_));
}

std::uint64_t& Pct::priority(ActorId actor) {
  if (actor >= priorities_.size()) priorities_.resize(actor + 1, 0);
  std::uint64_t& found = priorities_[actor];
  if (found == 0) found = rng_.uniform(std::uint64_t{1} << 32, ~std::uint64_t{0});
  return found;
}

unsigned Pct::favourite(const Choice& choice) {
  unsigned best = 0;
  for (unsigned i = 1; i < choice.options; ++i) {
    if (priority(choice.actors[i]) > priority(choice.actors[best])) best = i;
  }
  return best;
}

unsigned Pct::choose(const Choice& choice) {
  if (choice.kind == ChoiceKind::fault) return choice.draw_fault(rng_);
  if (choice.actors == nullptr) {
    return static_cast<unsigned>(rng_.uniform(0, choice.options - 1));
  }
  if (++step_ / kPatience > expected_choices_) return 0;
  unsigned chosen = favourite(choice);
  if (std::find(changes_.begin(), changes_.end(), step_) != changes_.end()) {
    priority(choice.actors[chosen]) = --next_low_ + 1;
    chosen = favourite(choice);
  }
  return chosen;
}

}  // namespace drmsim::sim
