// The random numbers of one client of gem_wsim: the durations of its batches.
//
// The same seed gives the same durations as the real tool: what a run prints can be compared with a
// machine's. Source: IGT, lib/igt_rand.c (the hash of Hars and Petruska) and gem_wsim.c.
#pragma once

#include <cstdint>
#include <vector>

namespace drmsim::scenarios::wsim {

class WorkloadRandom {
 public:
  explicit WorkloadRandom(std::uint32_t seed) : state_(seed) {}

  std::uint32_t next();
  // In [min, max], by a remainder as the tool does it: not quite uniform. min <= max.
  std::uint32_t in_range(std::uint32_t min, std::uint32_t max);

 private:
  std::uint32_t state_;
};

// What the tool seeds its clients with when it was started with `-I seed`; -S: the same for all.
std::vector<std::uint32_t> client_seeds(std::uint32_t seed, std::uint32_t clients,
                                        bool same_random_sequence);

}  // namespace drmsim::scenarios::wsim
