// One client, one entity, one ring, as many jobs as wanted: what the benchmarks measure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace drmsim::bench {

enum class Observed : bool {
  no,   // the simulation and what its primitives check; nobody reads the event log
  yes,  // and the checkers and statistics of `drmsim run`
};

// Aborts if anything is amiss. scheduler: "model", or a compiled kernel of this build.
void run_pipeline_scenario(std::uint64_t jobs, Observed observed,
                           const std::string& scheduler = "model");

// The compiled kernels, "kernel:6.12".
std::vector<std::string> compiled_kernels();

inline constexpr std::uint32_t kInFlight = 64;        // unfinished jobs of the client
inline constexpr std::uint32_t kCreditLimit = 16;     // jobs on the ring
inline constexpr std::uint64_t kDurationNs = 10'000;  // of each job

}  // namespace drmsim::bench
