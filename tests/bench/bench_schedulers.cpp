// Jobs per second on a compiled kernel's scheduler, against ours: the same scenario, in one run.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/bench/pipeline_scenario.h"

namespace drmsim::bench {
namespace {

double seconds_on(const std::string& scheduler, std::uint64_t jobs) {
  const auto begin = std::chrono::steady_clock::now();
  run_pipeline_scenario(jobs, Observed::no, scheduler);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// For each kernel of this build: its jobs/s as a share of the model's.
void kernel_ratio(benchmark::State& state) {
  const auto jobs = static_cast<std::uint64_t>(state.range(0));
  const std::vector<std::string> kernels = compiled_kernels();
  std::vector<double> model_s;
  std::vector<std::vector<double>> kernel_s(kernels.size());
  for (auto _ : state) {
    model_s.push_back(seconds_on("model", jobs));
    for (std::size_t i = 0; i < kernels.size(); ++i) {
      kernel_s[i].push_back(seconds_on(kernels[i], jobs));
    }
  }
  state.counters["model_jobs_per_s"] = static_cast<double>(jobs) / middle(model_s);
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    state.counters[kernels[i] + "/model"] = middle(model_s) / middle(kernel_s[i]);
  }
}
BENCHMARK(kernel_ratio)->Arg(20'000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(kernel_ratio)->Arg(300'000)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace drmsim::bench
