#include "scenarios/report/run_scenario.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/drivers/common/fault_rules.h"
#include "scenarios/format/duration_text.h"
#include "scenarios/report/expectations.h"
#include "scenarios/report/run_statistics.h"

namespace drmsim::scenarios {
namespace {

// Everything that [expect] may name has a row, also if it does nothing.
void declare(const ScenarioSpec& spec, RunStatistics& statistics, sim::World& world) {
  for (const ClientSpec& client : spec.clients) {
    statistics.declare_client(world.intern(client.name));
  }
  std::set<std::string_view> owners;
  for (const JobSpec& job : spec.jobs) owners.insert(job.entity.name);
  for (const EntitySpec& entity : spec.entities) {
    if (owners.count(entity.name) != 0) statistics.declare_client(world.intern(entity.name));
  }
  for (const ResetDomainSpec& domain : spec.reset_domains) {
    std::vector<sim::NameId> rings;
    for (const RingSpec& ring : spec.rings) {
      if (ring.reset_domain.name == domain.name) rings.push_back(world.intern(ring.name));
    }
    statistics.declare_domain(rings);
  }
  for (const ExpectSpec* expect : {&spec.expect, &spec.always}) {
    for (const ExpectedFinish& finish : expect->finished) {
      statistics.watch(world.intern(finish.job.name));
    }
    for (const NameRef& job : expect->order) statistics.watch(world.intern(job.name));
  }
}

// The part of what an engine could have executed at once in all the time that it executed.
double part_of(const EngineSpec& engine, sim::TimeNs execution_ns, sim::TimeNs time_ns) {
  const double capacity_ns = static_cast<double>(engine.width) * static_cast<double>(time_ns);
  return capacity_ns > 0 ? static_cast<double>(execution_ns) / capacity_ns : 0;
}

void add_engines(const ScenarioSpec& spec, const RunStatistics& statistics, RunReport& report) {
  for (const EngineSpec& engine : spec.engines) {
    EngineReport row{engine.name, engine.width, 0, {}};
    for (const RingSpec& ring : spec.rings) {
      if (ring.engine.name != engine.name) continue;
      row.rings.push_back(ring.name);
      for (std::size_t i = 0; i < report.rings.size(); ++i) {
        RingReport& of = report.rings[i];
        if (of.name != ring.name) continue;
        of.engine = engine.name;
        of.engine_share =
            part_of(engine, statistics.rings()[i].execution_ns, report.virtual_time_ns);
        row.busy += of.engine_share;
      }
    }
    report.engines.push_back(std::move(row));
  }
}

// A fence that never signals is the worst that a driver can do to its users.
void report_unfinished(const ScenarioSpec& spec, RunReport& report, sim::World& world) {
  for (UnfinishedReport& job : report.unfinished) {
    job.expected = may_stay_unfinished(spec, job.job);
    if (job.expected || report.end == RunEnd::hazard || is_limit(report.end)) continue;
    world.hazards().report(
        sim::HazardKind::fence_never_signalled, sim::Where::here(),
        "drm_sched_job (" + job.state + ")",
        fmt::format("the finished fence of job {} had not signalled when nothing was left to do",
                    job.job),
        job.story);
  }
}

void add_hazards(const ScenarioSpec& spec, RunReport& report, sim::World& world) {
  for (const sim::Hazard& hazard : world.hazards().all()) {
    HazardReport& one = report.hazards.emplace_back();
    one.kind = hazard.kind;
    one.time_ns = hazard.time_ns;
    one.context = hazard.context == 0 ? "hardware" : world.names().text(hazard.context);
    if (hazard.where.known()) {
      one.function = hazard.where.function();
      one.file = hazard.where.file_name();
      one.line = hazard.where.line();
    }
    one.object = hazard.object;
    one.other_context = world.names().text(hazard.other);
    one.release = hazard.release;
    one.identity = hazard.identity();
    one.message_only = hazard.message_only;
    one.message = hazard.message;
    one.story = hazard.story;
    one.expected = expects_hazard(spec, hazard.kind);
    one.waits = hazard.waits;
  }
}

void add_finishes(const ExpectSpec& expect, const RunStatistics& statistics, RunReport& report,
                  sim::World& world) {
  const auto add = [&](const std::string& job) {
    const auto& finish = statistics.finish_of(world.intern(job));
    report.finishes[job] =
        FinishReport{finish.finished, -finish.error, finish.order, finish.refused};
  };
  for (const ExpectedFinish& finish : expect.finished) add(finish.job.name);
  for (const NameRef& job : expect.order) add(job.name);
}

bool same(const sim::Hold& a, const sim::Hold& b) {
  return a.role == b.role && a.point == b.point && a.function == b.function &&
         a.occurrence == b.occurrence && a.duration_ns == b.duration_ns;
}

void add_faults(const FaultRules& rules, RunReport& report) {
  report.faults_struck = rules.struck();
  for (const FaultRules::Tally& tally : rules.tallies()) {
    const FaultSpec& spec = *tally.spec;
    report.faults.push_back(FaultReport{spec.where, spec.job.name, spec.ring.name, spec.entity.name,
                                        spec.at_ns, tally.met, tally.struck});
  }
}

void add_unused_preempts(const ScenarioSpec& spec, RunReport& report, sim::World& world) {
  for (const sim::Hold& hold : world.holds().unused()) {
    const auto found = std::find_if(spec.preempts.begin(), spec.preempts.end(),
                                    [&hold](const PreemptSpec& p) { return same(p, hold); });
    report.unused_preempts.push_back(
        RunNote{found == spec.preempts.end() ? SourceLocation{} : found->where,
                fmt::format("{} number {} of `{}`{}{} never came", sim::point_name(hold.point),
                            hold.occurrence, hold.role, hold.function.empty() ? "" : " in ",
                            hold.function)});
  }
}

void add_clients_that_gave_up(const Machine& machine, RunReport& report) {
  for (const ClientFailure& failure : machine.clients_that_gave_up()) {
    report.clients_that_gave_up.push_back(RunNote{failure.where, failure.text});
  }
}

RunEnd end_of(Machine& machine, const RunStatistics& statistics) {
  switch (machine.world().limit()) {
    case sim::Limit::steps:
      return RunEnd::max_steps;
    case sim::Limit::time:
      return RunEnd::time;
    case sim::Limit::none:
      break;
  }
  if (!statistics.quiescent()) return RunEnd::hazard;
  return machine.ended_by_until() ? RunEnd::until : RunEnd::quiescent;
}

}  // namespace

RunReport run_scenario(const ScenarioSpec& spec, const MachineOptions& options,
                       ClientListener* listener) {
  RunStatistics statistics;
  if (listener != nullptr) statistics.tell(*listener);
  MachineOptions observed = options;
  observed.job_observers.push_back(&statistics);
  Machine machine(spec, observed);
  sim::World& world = machine.world();
  declare(spec, statistics, world);
  machine.run();
  statistics.end(world.now());

  RunReport report = summarise(statistics, world.names());
  add_engines(spec, statistics, report);
  report.file = spec.file;
  report.included = spec.included;
  report.scenario = spec.name;
  report.summary = spec.summary;
  report.seed = options.seed != 0 ? options.seed : spec.seed;
  report.end = end_of(machine, statistics);
  report.steps = world.cpu().steps();
  report.points = world.cpu().points();
  report_unfinished(spec, report, world);
  add_hazards(spec, report, world);
  add_finishes(spec.expect, statistics, report, world);
  add_finishes(spec.always, statistics, report, world);
  for (RingReport& ring : report.rings) ring.evictions = machine.evictions(ring.name);
  add_faults(machine.faults(), report);
  add_unused_preempts(spec, report, world);
  add_clients_that_gave_up(machine, report);
  if (!is_limit(report.end)) report.unmet = check_expectations(spec, report);
  report.events = statistics.events();
  return report;
}

}  // namespace drmsim::scenarios
