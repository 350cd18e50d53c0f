#include "tools/policies/policy_run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "scenarios/machine/machine.h"
#include "scenarios/report/run_scenario.h"
#include "sim/hazard.h"
#include "tools/policies/case_variants.h"
#include "tools/policies/client_trace.h"
#include "tools/policies/contention.h"

namespace drmsim::scenarios {
namespace {

MachineOptions options_for(const std::string& scheduler, const Extensions& extensions) {
  MachineOptions options;
  options.scheduler = scheduler;
  options.extensions = &extensions;
  return options;
}

ScenarioSpec variant(const PolicyCase& of) {
  ScenarioSpec spec = *of.spec;
  spec.seed = of.seed;
  draw_start_phases(spec, of.seed);
  set_policy(spec, of.policy);
  return spec;
}

// Why the numbers of a run do not count; empty: they do.
std::string problem_of(const RunReport& report) {
  if (is_limit(report.end)) return "it was cut at its limit of steps, or of time";
  for (const HazardReport& hazard : report.hazards) {
    if (!hazard.expected) {
      return fmt::format("{}: {}", sim::hazard_name(hazard.kind), hazard.message);
    }
  }
  return report.end == RunEnd::hazard ? "a hazard ended it" : "";
}

void set_durations(ClientFigures& figures, Figure first, const DurationSummary& of) {
  if (of.count == 0) return;
  auto* value = &figures[first];
  for (const sim::TimeNs time_ns : {of.min_ns, of.mean_ns, of.p99_ns, of.max_ns}) {
    *value++ = static_cast<double>(time_ns);
  }
}

// How much of its work a client has done: cycles, or jobs where it has none.
std::uint64_t done_by(const ClientReport& client) {
  return client.cycles != 0 ? client.cycles : client.jobs;
}

void set_ideal(ClientFigures& figures, const ClientReport& beside, const ClientReport& alone) {
  const std::uint64_t done = done_by(beside);
  const bool same_kind = (beside.cycles != 0) == (alone.cycles != 0);
  if (done == 0 || done_by(alone) == 0 || !same_kind || alone.elapsed_ns == 0) return;
  const double ideal_ns = static_cast<double>(alone.elapsed_ns) * static_cast<double>(done) /
                          static_cast<double>(done_by(alone));
  figures[Figure::ideal] = ideal_ns;
  figures[Figure::slowdown] = static_cast<double>(beside.elapsed_ns) / ideal_ns;
}

// cycle_jobs: of one cycle; 0: it has none.
ClientFigures figures_of(const ClientReport& report, const ContendedWork& contended,
                         std::uint64_t cycle_jobs) {
  ClientFigures figures;
  figures.client = report.name;
  if (report.jobs == 0) return figures;
  figures[Figure::elapsed] = static_cast<double>(report.elapsed_ns);
  if (contended.time_ns != 0 && cycle_jobs != 0) {
    figures[Figure::cycles_per_second] = static_cast<double>(contended.jobs) * 1e9 /
                                         static_cast<double>(cycle_jobs) /
                                         static_cast<double>(contended.time_ns);
  }
  if (contended.all_ns != 0) {
    figures[Figure::share] =
        static_cast<double>(contended.own_ns) / static_cast<double>(contended.all_ns);
  }
  set_durations(figures, Figure::cycle_min, report.cycle);
  set_durations(figures, Figure::latency_min, report.latency);
  figures[Figure::starved] = static_cast<double>(report.starved_max_ns);
  if (report.deadlines != 0) {
    figures[Figure::missed_deadlines] = static_cast<double>(report.missed_deadlines);
  }
  return figures;
}

}  // namespace

std::vector<std::string> policies_of(const ScenarioSpec& spec, const std::string& scheduler,
                                     const Extensions& extensions) {
  ScenarioSpec any = spec;  // of whatever policy there is
  for (RingSpec& ring : any.rings) ring.scheduler.policy = SchedulerSpec().policy;
  Machine machine(any, options_for(scheduler, extensions));
  std::vector<std::string> policies = machine.api().policies();
  std::sort(policies.begin(), policies.end());
  return policies;
}

PolicyMeasurement measure(const PolicyCase& of, const Extensions& extensions) {
  const ScenarioSpec spec = variant(of);
  const MachineOptions options = options_for(of.scheduler, extensions);
  ClientTraces traces;
  const RunReport report = run_scenario(spec, options, &traces);
  PolicyMeasurement measured;
  measured.problem = problem_of(report);
  if (!measured.problem.empty()) return measured;
  std::vector<ContendedWork> contended = contended_work(traces.all(), report.virtual_time_ns);
  contended.resize(report.clients.size());
  for (std::size_t i = 0; i < report.clients.size(); ++i) {
    const ClientReport& client = report.clients[i];
    ClientFigures figures = figures_of(client, contended[i], jobs_per_cycle(spec, client.name));
    const RunReport by_itself = run_scenario(alone(spec, client.name), options);
    const auto same =
        std::find_if(by_itself.clients.begin(), by_itself.clients.end(),
                     [&client](const ClientReport& other) { return other.name == client.name; });
    if (problem_of(by_itself).empty() && same != by_itself.clients.end()) {
      set_ideal(figures, client, *same);
    }
    measured.clients.push_back(std::move(figures));
  }
  return measured;
}

TimeSeries measure_series(const PolicyCase& of, const Extensions& extensions, sim::TimeNs step_ns) {
  const ScenarioSpec spec = variant(of);
  ClientTraces traces;
  const RunReport report = run_scenario(spec, options_for(of.scheduler, extensions), &traces);
  TimeSeries series;
  series.problem = problem_of(report);
  return series.problem.empty() ? time_series(spec, report, traces.all(), step_ns) : series;
}

}  // namespace drmsim::scenarios
