#include "sim/strategies/random_walk.h"

namespace drmsim::sim {

void RandomWalk::begin_run(std::uint64_t seed) {
  rng_ = Rng(seed);
  constexpr std::uint64_t kPermille[] = {5, 20, 50, 100, 200};
  preempt_permille_ = kPermille[rng_.uniform(0, 4)];
}

unsigned RandomWalk::choose(const Choice& choice) {
  if (choice.kind == ChoiceKind::fault) return choice.draw_fault(rng_);
  if (choice.kind != ChoiceKind::preempt) {
    return static_cast<unsigned>(rng_.uniform(0, choice.options - 1));
  }
  if (rng_.uniform(0, 999) >= preempt_permille_) return 0;
  return static_cast<unsigned>(rng_.uniform(1, choice.options - 1));
}

}  // namespace drmsim::sim
