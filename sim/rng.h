// The run's own random numbers: the same seed gives the same numbers with every compiler.
//
// Intuition: one generator per World, so that two runs with the same seed draw the same delays in
// the same order. Mechanism: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), 8 bytes of state, any
// seed is good. Distributions come from Boost.Random (rng models UniformRandomBitGenerator), never
// from <random>, whose distributions differ between libraries.
#pragma once

#include <cstdint>

namespace drmsim::sim {

class Rng {
 public:
  using result_type = std::uint64_t;

  explicit Rng(std::uint64_t seed) : state_(seed) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }
  result_type operator()() { return next(); }

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }

  // Uniform in [low, high], both included.
  std::uint64_t uniform(std::uint64_t low, std::uint64_t high);

 private:
  std::uint64_t state_;
};

}  // namespace drmsim::sim
