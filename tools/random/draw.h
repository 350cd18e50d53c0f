// Draws for a random scenario: numbers, chances, picks, and times on one coarse grid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "sim/rng.h"
#include "sim/time.h"

namespace drmsim::scenarios {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : rng_(seed) {
    grid_ns_ = pick({10'000u, 10'000u, 100'000u, 250'000u, 1'000'000u});
  }

  bool percent(std::uint64_t chance) { return rng_.uniform(1, 100) <= chance; }
  // Both ends included.
  std::uint32_t number(std::uint32_t low, std::uint32_t high) {
    return static_cast<std::uint32_t>(rng_.uniform(low, high));
  }
  template <class Value>
  Value pick(std::initializer_list<Value> values) {
    return values.begin()[rng_.uniform(0, values.size() - 1)];
  }
  template <class Value>
  const Value& pick(const std::vector<Value>& values) {
    return values[rng_.uniform(0, values.size() - 1)];
  }
  // A multiple of the grid, so that moments coincide often.
  sim::TimeNs steps(std::uint32_t low, std::uint32_t high) { return number(low, high) * grid_ns_; }
  sim::TimeNs grid_ns() const { return grid_ns_; }

 private:
  sim::Rng rng_;
  sim::TimeNs grid_ns_;
};

}  // namespace drmsim::scenarios
