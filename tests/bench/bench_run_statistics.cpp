// What counting costs a run: the events of one job, given to the statistics of `drmsim run`.
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "scenarios/report/run_statistics.h"
#include "sim/rng.h"
#include "sim/world.h"

namespace drmsim::bench {
namespace {

using sim::EventKind;

constexpr sim::NameId kRing = 1;
constexpr sim::NameId kEntity = 2;
constexpr sim::NameId kFirstClient = 3;

sim::Event event_of(sim::TimeNs time_ns, EventKind kind, sim::JobTag job, std::uint64_t second = 0,
                    std::uint64_t third = 0) {
  sim::Event event;
  event.time_ns = time_ns;
  event.kind = kind;
  event.field = {job.bits(), second, third};
  return event;
}

// All the events of a pipeline with jobs of `clients` clients in flight, durations drawn.
std::vector<sim::Event> events_of_jobs(std::uint32_t jobs, std::uint32_t clients) {
  sim::Rng rng(1);
  std::vector<sim::Event> events;
  sim::TimeNs now_ns = 0;
  for (std::uint32_t i = 0; i < jobs; ++i) {
    const sim::JobTag job{kFirstClient + i % clients, i / clients + 1};
    const sim::JobTag last{kFirstClient + (i + 1) % clients, (i + 1) / clients};
    events.push_back(event_of(now_ns, EventKind::push, job, kEntity, kRing));
    if (last.number_plus_one == 0) continue;
    events.push_back(event_of(now_ns, EventKind::run_job, last, kRing, 1));
    events.push_back(event_of(now_ns, EventKind::scheduled, last, kRing));
    events.push_back(event_of(now_ns += rng.uniform(0, 2'000), EventKind::hw_start, last, kRing));
    events.push_back(
        event_of(now_ns += rng.uniform(5'000, 50'000), EventKind::hw_done, last, kRing));
    events.push_back(event_of(now_ns, EventKind::irq, {kRing, 0}));
    events.push_back(event_of(now_ns, EventKind::finished, last, kRing));
    events.push_back(event_of(now_ns, EventKind::free_job, last));
    events.push_back(
        event_of(now_ns, EventKind::cycle, {0, kFirstClient}, last.number_plus_one, 9));
  }
  return events;
}

void statistics_per_job(benchmark::State& state) {
  constexpr std::uint32_t kJobs = 100'000;
  const auto events = events_of_jobs(kJobs, static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) {
    sim::World world;
    scenarios::RunStatistics statistics;
    scenarios::JobLives lives(world.log());
    lives.add(statistics);
    for (const sim::Event& event : events) lives.on_event(event);
    benchmark::DoNotOptimize(statistics.jobs());
  }
  state.SetItemsProcessed(state.iterations() * kJobs);
}
BENCHMARK(statistics_per_job)->ArgName("clients")->Arg(1)->Arg(64)->Arg(10'000);

}  // namespace
}  // namespace drmsim::bench
