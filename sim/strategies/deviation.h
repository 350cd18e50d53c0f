// A choice that was not option 0. A run is its scenario, its seed and its deviations.
#pragma once

#include <cstdint>
#include <vector>

namespace drmsim::sim {

struct Deviation {
  std::uint64_t choice = 0;  // which of the run's choices, counted from 0
  unsigned option = 0;       // at least 1
  friend bool operator==(const Deviation&, const Deviation&) = default;
};

using Deviations = std::vector<Deviation>;  // ascending by choice

}  // namespace drmsim::sim
