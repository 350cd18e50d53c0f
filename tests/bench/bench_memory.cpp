// Peak memory of a run of a million jobs, against one of ten thousand.
//
// Each run has a process of its own, because a process remembers its peak for ever.
#include <benchmark/benchmark.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>

#include "tests/bench/pipeline_scenario.h"

namespace drmsim::bench {
namespace {

// Peak resident memory, in KiB, of a process that runs that many jobs.
double peak_kib(std::uint64_t jobs) {
  const pid_t child = fork();
  if (child == 0) {
    run_pipeline_scenario(jobs, Observed::yes);
    _exit(0);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  return static_cast<double>(usage.ru_maxrss);
}

void peak_memory_ratio(benchmark::State& state) {
  for (auto _ : state) {
    const double few = peak_kib(10'000);
    const double many = peak_kib(1'000'000);
    state.counters["peak_KiB_1e4"] = few;
    state.counters["peak_KiB_1e6"] = many;
    state.counters["ratio"] = many / few;
  }
}
BENCHMARK(peak_memory_ratio)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace drmsim::bench
