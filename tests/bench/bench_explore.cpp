// Schedules per second: exploring a timeout scenario of two rings and six jobs, with every checker.
//
// Beside it the same scenario run as often without checkers, observers and choices, so that the
// ratio says what these cost; and the same search by two processes.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "tools/explore/explorer.h"

namespace drmsim::bench {
namespace {

constexpr const char* kScenario = R"(
name = "two_rings_six_jobs"
[[reset_domain]]
name = "gpu"
[[ring]]
name = "gfx"
reset_domain = "gpu"
scheduler = { credit_limit = 2, timeout = "1ms", hang_limit = 0, timeout_queue = "shared:reset" }
driver = { reset_time = "50us", reset = "full" }
[[ring]]
name = "compute"
reset_domain = "gpu"
scheduler = { credit_limit = 2, timeout = "1ms", hang_limit = 0, timeout_queue = "shared:reset" }
driver = { reset_time = "50us", reset = "full" }
[[entity]]
name = "a"
rings = ["gfx"]
[[entity]]
name = "b"
rings = ["compute"]
[[job]]
name = "hangs"
entity = "a"
duration = "10us"
fault = { hang_attempts = "forever" }
[[job]]
name = "x"
entity = "a"
duration = "10us"
count = 2
[[job]]
name = "y"
entity = "b"
duration = "10us"
count = 3
)";

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double seconds_to_explore(const scenarios::ScenarioSpec& spec, std::uint64_t schedules,
                          unsigned jobs) {
  scenarios::ExploreOptions options;
  options.search.schedules = schedules;
  options.jobs = jobs;
  const auto begin = Clock::now();
  const scenarios::Exploration result = scenarios::explore(spec, options);
  const double seconds = seconds_since(begin);
  if (!result.failures.empty() || result.schedules != schedules) std::abort();
  return seconds;
}

double seconds_to_run(const scenarios::ScenarioSpec& spec, std::uint64_t times) {
  scenarios::MachineOptions options;
  options.checkers = false;
  const auto begin = Clock::now();
  for (std::uint64_t i = 0; i < times; ++i) {
    scenarios::Machine machine(spec, options);
    machine.run();
  }
  return seconds_since(begin);
}

double least(const std::vector<double>& seconds) {
  return *std::min_element(seconds.begin(), seconds.end());
}

void explore_ratio(benchmark::State& state) {
  const auto schedules = static_cast<std::uint64_t>(state.range(0));
  const auto spec = scenarios::parse_scenario(kScenario, "two_rings_six_jobs.toml");
  std::vector<double> one, two, plain;
  for (auto _ : state) {
    one.push_back(seconds_to_explore(spec, schedules, 1));
    two.push_back(seconds_to_explore(spec, schedules, 2));
    plain.push_back(seconds_to_run(spec, schedules));
  }
  state.counters["schedules_per_s"] = static_cast<double>(schedules) / least(one);
  state.counters["explored/plain"] = least(plain) / least(one);
  state.counters["two_processes/one"] = least(one) / least(two);
}
BENCHMARK(explore_ratio)->Arg(2'000)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(explore_ratio)->Arg(30'000)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace drmsim::bench
