// The seeds that a file and a command line can say: 0 to 2^63 - 1, what TOML has for whole numbers.
#pragma once

#include <cstdint>

namespace drmsim::scenarios {

inline constexpr std::uint64_t kSeedMax = INT64_MAX;

// The seed so many places after another; the first follows the last.
constexpr std::uint64_t seed_after(std::uint64_t seed, std::uint64_t places) {
  return (seed + places) & kSeedMax;
}

}  // namespace drmsim::scenarios
