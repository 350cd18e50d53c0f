#include "tools/cli/report_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/errno_names.h"
#include "tools/cli/number_text.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

using scenarios::ClientReport;
using scenarios::DurationSummary;
using scenarios::RingReport;
using scenarios::RunEnd;
using scenarios::RunReport;

// More are for programs: --json has them all.
constexpr std::size_t kRowsMax = 40;
constexpr std::size_t kStoriesMax = 20;

// A count that is worth a column only if it is not zero somewhere.
std::string count_if_any(std::uint64_t count, bool any) {
  return any ? count_text(count) : "";
}

// The cells of a kind of durations: with their minimum and mean, or the percentiles alone.
enum class Detail { percentiles, all };

TextTable::Group durations_heading(const std::string& what, Detail detail) {
  if (detail == Detail::percentiles) return {what + " p50", "p99", "max"};
  return {what + " min", "mean", "p50", "p99", "max"};
}

void add_durations(std::vector<std::string>& cells, const DurationSummary& of, Detail detail) {
  const auto add = [&](sim::TimeNs time_ns) {
    cells.push_back(of.count == 0 ? "" : time_text(time_ns));
  };
  if (detail == Detail::all) {
    add(of.min_ns);
    add(of.mean_ns);
  }
  add(of.p50_ns);
  add(of.p99_ns);
  add(of.max_ns);
}

// Columns that say something only if somebody waited for a dependency.
template <class Row>
bool any_dependency_wait(const std::vector<Row>& rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const Row& row) { return row.dependency_wait.max_ns > 0; });
}

template <class Row>
void add_waits(std::vector<std::string>& cells, const Row& row, bool dependencies) {
  add_durations(cells, dependencies ? row.dependency_wait : DurationSummary{}, Detail::percentiles);
  add_durations(cells, row.wait, Detail::percentiles);
}

// noun: of one of them.
template <class Row>
std::string left_out(const std::vector<Row>& rows, std::size_t max, const char* noun) {
  if (rows.size() <= max) return "";
  return fmt::format("... and {}\n", plural_text(rows.size() - max, fmt::format("more {}", noun)));
}

std::string ring_table(const RunReport& report, const TextStyle& style) {
  TextTable table({{"ring", "busy", "jobs", "timeouts", "resets", "evictions"},
                   durations_heading("dep wait", Detail::percentiles),
                   durations_heading("wait", Detail::percentiles),
                   durations_heading("exec", Detail::percentiles)});
  const bool evictions = std::any_of(report.rings.begin(), report.rings.end(),
                                     [](const RingReport& ring) { return ring.evictions != 0; });
  const bool dependencies = any_dependency_wait(report.rings);
  for (std::size_t i = 0; i < std::min(report.rings.size(), kRowsMax); ++i) {
    const RingReport& ring = report.rings[i];
    std::vector<std::string> cells = {ring.name,
                                      percent_text(ring.busy),
                                      count_text(ring.jobs),
                                      count_text(ring.timeouts),
                                      count_text(ring.resets),
                                      count_if_any(ring.evictions, evictions)};
    add_waits(cells, ring, dependencies);
    add_durations(cells, ring.execution, Detail::percentiles);
    table.add(std::move(cells));
  }
  return table.text(style) + left_out(report.rings, kRowsMax, "ring");
}

// A line for each engine that several rings use.
std::string shared_engines(const RunReport& report) {
  std::string text;
  for (const scenarios::EngineReport& engine : report.engines) {
    if (engine.rings.size() < 2) continue;
    std::vector<std::string> users;
    for (const RingReport& ring : report.rings) {
      if (ring.engine != engine.name) continue;
      users.push_back(ring.name + " " + percent_text(ring.engine_share));
    }
    text += wrapped(fmt::format("engine {}: {} busy, with {}", engine.name,
                                percent_text(engine.busy), fmt::join(users, ", ")),
                    2);
  }
  return text;
}

std::string client_table(const RunReport& report, const TextStyle& style) {
  if (report.clients.empty()) return "";
  TextTable table({{"client", "jobs", "errors", "missed", "elapsed", "share", "starved"},
                   durations_heading("dep wait", Detail::percentiles),
                   durations_heading("wait", Detail::percentiles),
                   durations_heading("latency", Detail::all),
                   {"cycles", "cycles/s"},
                   durations_heading("cycle", Detail::all)});
  const bool cycles = std::any_of(report.clients.begin(), report.clients.end(),
                                  [](const ClientReport& client) { return client.cycles != 0; });
  const bool deadlines =
      std::any_of(report.clients.begin(), report.clients.end(),
                  [](const ClientReport& client) { return client.deadlines != 0; });
  const bool dependencies = any_dependency_wait(report.clients);
  for (std::size_t i = 0; i < std::min(report.clients.size(), kRowsMax); ++i) {
    const ClientReport& client = report.clients[i];
    std::vector<std::string> cells = {client.name,
                                      count_text(client.jobs),
                                      count_if_any(client.errors, report.errors > 0),
                                      count_if_any(client.missed_deadlines, deadlines),
                                      time_text(client.elapsed_ns),
                                      percent_text(client.share),
                                      time_text(client.starved_max_ns)};
    add_waits(cells, client, dependencies);
    add_durations(cells, client.latency, Detail::all);
    cells.push_back(count_if_any(client.cycles, cycles));
    cells.push_back(cycles ? rate_text(client.cycles_per_second) : "");
    add_durations(cells, client.cycle, Detail::all);
    table.add(std::move(cells));
  }
  return table.text(style) + left_out(report.clients, kRowsMax, "client") + "\n";
}

std::string errors_text(const RunReport& report) {
  if (report.errors == 0) return "";
  std::string text;
  for (const scenarios::ErrorReport& error : report.errors_by_number) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count_text(error.jobs),
                        scenarios::errno_name(error.error));
  }
  return " (" + text + ")";
}

const char* refusal_text(const std::string& reason) {
  if (reason == "process_ended") return "its process has ended";
  if (reason == "entity_gone") return "its entity has gone";
  return "it depends on a job that was not submitted";
}

std::string refused_text(const RunReport& report) {
  constexpr std::size_t kRefusedMax = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(report.refused.size(), kRefusedMax); ++i) {
    const scenarios::RefusedReport& job = report.refused[i];
    text += fmt::format("{} was not submitted: {}\n", job.job, refusal_text(job.reason));
  }
  return text + left_out(report.refused, kRefusedMax, "refused job");
}

std::string limit_text(const RunReport& report) {
  if (report.end == RunEnd::max_steps) {
    return fmt::format(
        "stopped after {} steps (`max_steps`): what had not happened by then is not judged\n",
        count_text(report.steps));
  }
  if (report.end == RunEnd::time) {
    return "virtual time ends after 213 days, and something is due later: what had not happened "
           "by then is not judged\n";
  }
  return "";
}

std::string totals(const RunOutcome& outcome) {
  const RunReport& report = outcome.report;
  std::string text = plural_text(report.jobs, "job") + errors_text(report);
  if (!report.unfinished.empty()) {
    text += fmt::format(", {} unfinished", count_text(report.unfinished.size()));
  }
  if (!report.refused.empty()) {
    text += fmt::format(", {} refused", count_text(report.refused.size()));
  }
  if (report.faults_struck != 0) text += ", " + plural_text(report.faults_struck, "fault");
  text += fmt::format(", {}, {}", plural_text(report.timeouts, "timeout"),
                      plural_text(report.resets, "reset"));
  if (!report.guilty.empty()) text += fmt::format("; guilty: {}", fmt::join(report.guilty, ", "));
  text += fmt::format("\n{} of virtual time ({} jobs/s), {} of wall time ({} jobs/s), {}\n",
                      time_text(report.virtual_time_ns), rate_text(report.jobs_per_second),
                      seconds_text(outcome.wall_seconds), rate_text(outcome.jobs_per_wall_second()),
                      plural_text(report.events, "event"));
  text += refused_text(report);
  if (report.end == RunEnd::hazard) text += "the run ended at a hazard, before its time\n";
  text += limit_text(report);
  if (outcome.event_log_hash.has_value()) {
    text += fmt::format("event log hash {:016x}\n", *outcome.event_log_hash);
  }
  return text;
}

std::string place(const RunReport& report, const scenarios::SourceLocation& where) {
  std::string file = printable_word(report.included.file_of(where, report.file));
  if (where.line == 0) return file;
  return fmt::format("{}:{}:{}", file, where.line, where.column);
}

// Of a [[fault]] that struck no job.
std::string spared_text(const scenarios::FaultReport& fault) {
  if (fault.met != 0) {
    return fmt::format(
        "[[fault]] never struck: its probability spared {}",
        fault.met == 1 ? "the job that it met" : fmt::format("all {} jobs that it met", fault.met));
  }
  std::string whose;
  if (!fault.job.empty()) whose += " called " + fault.job;
  if (!fault.entity.empty()) whose += " of " + fault.entity;
  if (!fault.ring.empty()) whose += " on " + fault.ring;
  return fmt::format(
      "[[fault]] never struck: no job{} came to run_job for the first time at {} or "
      "later",
      whose, scenarios::duration_text(fault.at_ns));
}

std::string unmet_text(const RunReport& report, const scenarios::Unmet& unmet,
                       const TextStyle& style) {
  return fmt::format("{}: {} {}: expected {}, was {}\n", place(report, unmet.where),
                     style.red("unmet"), unmet.full_key(), unmet.expected, unmet.actual);
}

std::uint64_t unexpected_hazards(const RunReport& report) {
  return static_cast<std::uint64_t>(
      std::count_if(report.hazards.begin(), report.hazards.end(),
                    [](const scenarios::HazardReport& hazard) { return !hazard.expected; }));
}

// "1 hazard, 2 unmet expectations"; empty if neither.
std::string failure_text(const RunReport& report) {
  std::string text;
  if (const std::uint64_t hazards = unexpected_hazards(report)) {
    text = plural_text(hazards, "hazard");
  }
  if (!report.unmet.empty()) {
    text += (text.empty() ? "" : ", ") + plural_text(report.unmet.size(), "unmet expectation");
  }
  if (scenarios::is_limit(report.end)) {
    text += text.empty() ? "it did not come to its end" : ", and it did not come to its end";
  }
  return text;
}

std::string verdict(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  if (!report.as_expected()) return style.red("FAILED") + ": " + failure_text(report) + "\n";
  if (report.hazards.empty()) return style.green("ok") + "\n";
  const std::string hazards =
      style.yellow(plural_text(report.hazards.size(), "hazard")) + ", as expected";
  return hazards + (outcome.is_test ? "\n" : ": exit status 1, of `drmsim test` 0\n");
}

}  // namespace

std::string hazard_text(const scenarios::HazardReport& hazard, const TextStyle& style) {
  const std::string name = style.bold(sim::hazard_name(hazard.kind));
  std::string text =
      fmt::format("{} {} at {} ns in {}\n  {}\n",
                  hazard.expected ? style.yellow("expected hazard") : style.red("hazard"), name,
                  count_text(hazard.time_ns), hazard.context, printable(hazard.message));
  for (const std::string& line : hazard.story) text += "    " + printable(line) + "\n";
  return text;
}

std::string problems_text(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  std::string text;
  for (const scenarios::FaultReport& fault : report.faults) {
    if (fault.struck != 0) continue;
    text += fmt::format("{}: {}: {}\n", place(report, fault.where), style.yellow("note"),
                        spared_text(fault));
  }
  for (const auto* notes : {&report.unused_preempts, &report.clients_that_gave_up}) {
    for (const scenarios::RunNote& note : *notes) {
      text +=
          fmt::format("{}: {}: {}\n", place(report, note.where), style.yellow("note"), note.text);
    }
  }
  for (std::size_t i = 0; i < std::min(report.hazards.size(), kStoriesMax); ++i) {
    text += hazard_text(report.hazards[i], style);
  }
  text += left_out(report.hazards, kStoriesMax, "hazard");
  for (const scenarios::Unmet& unmet : report.unmet) text += unmet_text(report, unmet, style);
  if (!text.empty()) text += "to repeat: " + outcome.repeat_command + "\n";
  return text;
}

std::string report_table(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  const std::string summary = report.summary.empty() ? "" : ": " + report.summary;
  std::string text = wrapped(report.scenario + summary, 0) + "\n";
  text += ring_table(report, style) + shared_engines(report) + "\n" + client_table(report, style) +
          totals(outcome);
  const std::string problems = problems_text(outcome, style);
  if (!problems.empty()) text += "\n" + problems;
  return text + verdict(outcome, style);
}

std::string report_line(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  const std::string about =
      fmt::format("{}  {}, {} of virtual time", printable_word(report.file),
                  plural_text(report.jobs, "job"), time_text(report.virtual_time_ns));
  if (report.as_expected()) return style.green("ok    ") + "  " + about + "\n";
  return style.red("FAILED") + "  " + about + ": " + failure_text(report) + "\n";
}

}  // namespace drmsim::tools
