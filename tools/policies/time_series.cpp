#include "tools/policies/time_series.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "tools/policies/case_variants.h"

namespace drmsim::scenarios {
namespace {

using sim::TimeNs;

std::uint64_t until(const std::vector<TimeNs>& moments, TimeNs now_ns) {
  return static_cast<std::uint64_t>(std::upper_bound(moments.begin(), moments.end(), now_ns) -
                                    moments.begin());
}

// One client, and what all of its work is.
struct Subject {
  const ClientTrace* trace;
  TimeSpan life;
  std::uint64_t cycle_jobs = 0;  // of one cycle; 0: it has none
  std::uint64_t cycles = 0;      // kEndlessCycles: no end

  std::uint32_t percent_at(TimeNs now_ns) const {
    if (cycle_jobs != 0 && cycles == kEndlessCycles) {
      return now_ns <= life.begin_ns ? 0
                                     : percent(now_ns - life.begin_ns, life.end_ns - life.begin_ns);
    }
    return percent(until(trace->finishes, now_ns),
                   cycle_jobs == 0 ? trace->pushes.size() : cycles * cycle_jobs);
  }

 private:
  static std::uint32_t percent(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) return 0;
    return static_cast<std::uint32_t>(100.0 * static_cast<double>(std::min(part, whole)) /
                                      static_cast<double>(whole));
  }
};

SeriesCell cell_of(const Subject& subject, TimeNs now_ns, TimeNs step_ns) {
  const ClientTrace& trace = *subject.trace;
  SeriesCell cell;
  cell.percent_done = subject.percent_at(now_ns);
  cell.queue_depth = until(trace.pushes, now_ns) - until(trace.finishes, now_ns);
  if (now_ns >= step_ns && subject.cycle_jobs != 0) {
    const auto jobs = static_cast<double>(until(trace.finishes, now_ns) -
                                          until(trace.finishes, now_ns - step_ns));
    cell.cycles_per_second =
        jobs / static_cast<double>(subject.cycle_jobs) * 1e9 / static_cast<double>(step_ns);
  }
  return cell;
}

std::uint64_t cycles_of(const ScenarioSpec& spec, const std::string& client) {
  for (const ClientSpec& one : spec.clients) {
    if (one.name == client) return one.cycles;
  }
  return 0;
}

}  // namespace

TimeSeries time_series(const ScenarioSpec& spec, const RunReport& report,
                       const std::vector<ClientTrace>& traces, TimeNs step_ns) {
  static const ClientTrace kIdle;
  TimeSeries series;
  std::vector<Subject> subjects;
  TimeNs end_ns = 0;
  for (std::size_t i = 0; i < report.clients.size(); ++i) {
    const ClientTrace& trace = i < traces.size() ? traces[i] : kIdle;
    series.clients.push_back(report.clients[i].name);
    subjects.push_back({&trace, trace.life(report.virtual_time_ns),
                        jobs_per_cycle(spec, report.clients[i].name),
                        cycles_of(spec, report.clients[i].name)});
    end_ns = std::max(end_ns, subjects.back().life.end_ns);
  }
  if (end_ns / step_ns >= kSeriesRowsMax) {
    series.problem = fmt::format("it lasts for {}, which is more than {} steps of {}",
                                 duration_text(end_ns), kSeriesRowsMax, duration_text(step_ns));
    return series;
  }
  for (TimeNs now_ns = 0;; now_ns += step_ns) {
    SeriesRow& row = series.rows.emplace_back();
    row.time_ns = now_ns;
    bool all_done = true;
    for (const Subject& subject : subjects) {
      // A client is shown once more when it is done.
      const bool done = now_ns >= sim::saturating_add(subject.life.end_ns, step_ns);
      row.cells.push_back(done ? std::nullopt : std::optional(cell_of(subject, now_ns, step_ns)));
      all_done = all_done && now_ns >= subject.life.end_ns;
    }
    if (all_done) return series;
  }
}

}  // namespace drmsim::scenarios
