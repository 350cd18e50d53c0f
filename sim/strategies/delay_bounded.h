// The plain run with at most `delays` deviations, at random places.
//
// Intuition: the plain run is nearly the one that the machine would do; bugs are a few accidents
// away from it. Mechanism: that many of the expected choices are drawn beforehand; there one of
// the other options is taken, everywhere else option 0. Source: Emmi, Qadeer, Rakamaric,
// "Delay-Bounded Scheduling", POPL 2011. Limits: a run with fewer choices than expected has fewer
// deviations.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/choices.h"
#include "sim/rng.h"

namespace drmsim::sim {

class DelayBounded final : public Strategy {
 public:
  DelayBounded(unsigned delays, std::uint64_t expected_choices);  // both at least 1
  void begin_run(std::uint64_t seed) override;
  unsigned choose(const Choice& choice) override;

 private:
  unsigned delays_;
  std::uint64_t expected_choices_;
  Rng rng_{0};
  std::uint64_t step_ = 0;
  std::vector<std::uint64_t> places_;  // ascending; those to come
};

}  // namespace drmsim::sim
