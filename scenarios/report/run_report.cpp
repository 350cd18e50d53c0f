#include "scenarios/report/run_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/report/run_statistics.h"

namespace drmsim::scenarios {
namespace {

DurationSummary summary_of(const Histogram& histogram) {
  return DurationSummary{histogram.count(),        histogram.min(),          histogram.mean(),
                         histogram.percentile(50), histogram.percentile(99), histogram.max()};
}

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

double per_second(std::uint64_t count, sim::TimeNs time_ns) {
  return ratio(count, time_ns) * 1e9;
}

RingReport report_of(const RunStatistics::Ring& ring, sim::TimeNs time_ns,
                     const sim::Names& names) {
  RingReport report;
  report.name = names.text(ring.name);
  report.busy = ratio(ring.busy_ns, time_ns);
  report.jobs = ring.jobs;
  report.timeouts = ring.timeouts;
  report.resets = ring.resets;
  report.wait = summary_of(ring.wait);
  report.dependency_wait = summary_of(ring.dependency_wait);
  report.execution = summary_of(ring.execution);
  return report;
}

ClientReport report_of(const RunStatistics::Client& client, sim::TimeNs end_ns,
                       const sim::Names& names) {
  ClientReport report;
  report.name = names.text(client.name);
  report.jobs = client.jobs;
  report.errors = client.errors;
  report.deadlines = client.deadlines;
  report.missed_deadlines = client.missed_deadlines;
  report.elapsed_ns = client.clock.elapsed_ns();
  report.share = ratio(client.execution_ns, client.clock.everybody_ns());
  report.starved_max_ns = client.clock.starved_max_ns(end_ns);
  report.cycles = client.cycles;
  report.cycles_per_second = per_second(client.cycles, report.elapsed_ns);
  report.cycle = summary_of(client.cycle);
  report.wait = summary_of(client.wait);
  report.dependency_wait = summary_of(client.dependency_wait);
  report.latency = summary_of(client.latency);
  return report;
}

// "fence of draw, which never ran"
std::string awaited_text(const JobReadiness::Dependency& dependency,
                         const std::vector<RunStatistics::Unfinished>& all,
                         const sim::Names& names) {
  std::string fence = dependency.text(names);
  const auto found = std::find_if(all.begin(), all.end(), [&dependency](const auto& other) {
    return other.tag == dependency.job;
  });
  if (found == all.end()) return fence;
  return fence + (found->attempts == 0 ? ", which never ran" : ", which never finished");
}

UnfinishedReport report_of(const RunStatistics::Unfinished& job,
                           const std::vector<RunStatistics::Unfinished>& all,
                           const sim::Names& names) {
  UnfinishedReport report;
  report.job = names.text(job.tag);
  report.pushed_ns = job.pushed_ns;
  report.state = job.attempts == 0   ? "never run"
                 : job.timeouts != 0 ? "timed out"
                 : job.starts == 0   ? "never started"
                                     : "started";
  const auto tell = [&report](sim::TimeNs time_ns, const std::string& what) {
    report.story.push_back(fmt::format("{:>10}  {}", duration_text(time_ns), what));
  };
  tell(job.pushed_ns, fmt::format("pushed to entity {}", names.text(job.entity)));
  for (const JobReadiness::Dependency& awaited : job.waits_for) {
    report.story.push_back("waits for the " + awaited_text(awaited, all, names));
  }
  if (job.attempts == 0) {
    report.story.emplace_back("never handed to the hardware: run_job was not called");
    return report;
  }
  tell(job.run_ns, fmt::format("run_job on {}, attempt {}", names.text(job.sched), job.attempts));
  if (job.starts == 0) {
    report.story.emplace_back("never started on an engine");
    if (job.behind != 0) {
      report.story.push_back(
          fmt::format("queue {} waits for the place on the hardware that queue {} holds",
                      names.text(job.sched), names.text(job.behind)));
    }
  } else {
    tell(job.started_ns,
         fmt::format("started to execute, {} in all",
                     job.starts == 1 ? "once" : fmt::format("{} times", job.starts)));
  }
  if (job.timeouts == 1) report.story.emplace_back("timed out once");
  if (job.timeouts > 1) report.story.push_back(fmt::format("timed out {} times", job.timeouts));
  return report;
}

}  // namespace

bool RunReport::as_expected() const {
  return !is_limit(end) && unmet.empty() &&
         std::all_of(hazards.begin(), hazards.end(),
                     [](const HazardReport& h) { return h.expected; });
}

RunReport summarise(const RunStatistics& statistics, const sim::Names& names) {
  RunReport report;
  report.virtual_time_ns = statistics.end_ns();
  report.events = statistics.events();
  report.jobs = statistics.jobs();
  report.resets = statistics.resets();
  report.jobs_per_second = per_second(report.jobs, report.virtual_time_ns);
  for (const auto& [error, jobs] : statistics.errors()) {
    report.errors += jobs;
    report.errors_by_number.insert(report.errors_by_number.begin(), ErrorReport{-error, jobs});
  }
  for (const RunStatistics::Ring& ring : statistics.rings()) {
    report.timeouts += ring.timeouts;
    report.rings.push_back(report_of(ring, report.virtual_time_ns, names));
  }
  for (const auto& client : statistics.clients()) {
    report.clients.push_back(report_of(client, report.virtual_time_ns, names));
  }
  for (const sim::NameId entity : statistics.guilty()) report.guilty.push_back(names.text(entity));
  for (const auto& [job, reason] : statistics.refused()) {
    report.refused.push_back(RefusedReport{names.text(job), std::string(reason)});
  }
  const std::vector<RunStatistics::Unfinished>& unfinished = statistics.unfinished();
  for (const auto& job : unfinished) {
    report.unfinished.push_back(report_of(job, unfinished, names));
  }
  return report;
}

}  // namespace drmsim::scenarios
