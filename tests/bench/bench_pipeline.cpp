// Jobs per second through one entity and one ring, against the same pipeline in bare SystemC.
//
// Both run in this process, one after the other, several times; what counts is the ratio, which
// does not depend on the machine.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "tests/bench/bare_pipeline.h"
#include "tests/bench/pipeline_scenario.h"

namespace drmsim::bench {
namespace {

double seconds_of(const std::function<void()>& function) {
  const auto begin = std::chrono::steady_clock::now();
  function();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// The argument is the number of jobs; a million is what counts.
void pipeline_ratio(benchmark::State& state) {
  const auto jobs = static_cast<std::uint64_t>(state.range(0));
  std::vector<double> bare_s;
  std::vector<double> drmsim_s;
  std::vector<double> observed_s;
  for (auto _ : state) {
    bare_s.push_back(seconds_of([jobs] {
      run_bare_pipeline({jobs, kInFlight, kCreditLimit, kDurationNs});
    }));
    drmsim_s.push_back(seconds_of([jobs] { run_pipeline_scenario(jobs, Observed::no); }));
    observed_s.push_back(seconds_of([jobs] { run_pipeline_scenario(jobs, Observed::yes); }));
  }
  state.counters["bare_jobs_per_s"] = static_cast<double>(jobs) / median(bare_s);
  state.counters["drmsim_jobs_per_s"] = static_cast<double>(jobs) / median(drmsim_s);
  state.counters["ratio"] = median(bare_s) / median(drmsim_s);
  state.counters["ratio_with_statistics"] = median(bare_s) / median(observed_s);
}
BENCHMARK(pipeline_ratio)->Arg(20'000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(pipeline_ratio)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace drmsim::bench
