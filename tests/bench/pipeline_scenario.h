// One client, one entity, one ring, as many jobs as wanted: what the benchmarks measure.
#pragma once

#include <cstdint>

namespace drmsim::bench {

enum class Observed : bool {
  no,   // the simulation and its checks, as any program that links the library has them
  yes,  // and the statistics of `drmsim run`
};

// Aborts if anything is amiss.
void run_pipeline_scenario(std::uint64_t jobs, Observed observed);

inline constexpr std::uint32_t kInFlight = 64;      // unfinished jobs of the client
inline constexpr std::uint32_t kCreditLimit = 16;   // jobs on the ring
inline constexpr std::uint64_t kDurationNs = 10'000;  // of each job

}  // namespace drmsim::bench
