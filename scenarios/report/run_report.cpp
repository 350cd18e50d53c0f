#include "scenarios/report/run_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/report/run_statistics.h"

namespace drmsim::scenarios {
namespace {

DurationSummary summary_of(const Histogram& histogram) {
  return DurationSummary{histogram.count(), histogram.percentile(50), histogram.percentile(99),
                         histogram.max()};
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
  report.execution = summary_of(ring.execution);
  return report;
}

ClientReport report_of(const RunStatistics::Client& client, sim::TimeNs time_ns,
                       sim::TimeNs execution_ns, const sim::Names& names) {
  ClientReport report;
  report.name = names.text(client.name);
  report.jobs = client.jobs;
  report.errors = client.errors;
  report.share = ratio(client.execution_ns, execution_ns);
  report.cycles = client.cycles;
  report.cycles_per_second = per_second(client.cycles, time_ns);
  report.cycle = summary_of(client.cycle);
  report.wait = summary_of(client.wait);
  report.latency = summary_of(client.latency);
  return report;
}

UnfinishedReport report_of(const RunStatistics::Unfinished& job, const sim::Names& names) {
  UnfinishedReport report;
  report.job = names.text(job.job);
  report.pushed_ns = job.pushed_ns;
  report.state = job.attempts == 0   ? "never run"
                 : job.timeouts != 0 ? "timed out"
                 : job.starts == 0   ? "never started"
                                     : "started";
  const auto tell = [&report](sim::TimeNs time_ns, const std::string& what) {
    report.story.push_back(fmt::format("{:>10}  {}", duration_text(time_ns), what));
  };
  tell(job.pushed_ns, fmt::format("pushed to entity {}", names.text(job.entity)));
  if (job.attempts == 0) {
    report.story.emplace_back("never handed to the hardware: run_job was not called");
    return report;
  }
  tell(job.run_ns, fmt::format("run_job on {}, attempt {}", names.text(job.sched), job.attempts));
  if (job.starts == 0) {
    report.story.emplace_back("never started on an engine");
  } else {
    tell(job.started_ns,
         fmt::format("started to execute, {} in all",
                     job.starts == 1 ? "once" : fmt::format("{} times", job.starts)));
  }
  if (job.timeouts != 0) report.story.push_back(fmt::format("timed out {} times", job.timeouts));
  return report;
}

}  // namespace

bool RunReport::as_expected() const {
  return unmet.empty() && std::all_of(hazards.begin(), hazards.end(),
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
  sim::TimeNs execution_ns = 0;
  for (const auto& client : statistics.clients()) execution_ns += client.execution_ns;
  for (const auto& client : statistics.clients()) {
    report.clients.push_back(report_of(client, report.virtual_time_ns, execution_ns, names));
  }
  for (const sim::NameId entity : statistics.guilty()) report.guilty.push_back(names.text(entity));
  for (const auto& job : statistics.unfinished()) {
    report.unfinished.push_back(report_of(job, names));
  }
  return report;
}

}  // namespace drmsim::scenarios
