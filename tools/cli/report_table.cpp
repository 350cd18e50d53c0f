#include "tools/cli/report_table.h"

#include <algorithm>

#include <fmt/format.h>

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

std::string p50(const DurationSummary& of) {
  return of.count == 0 ? "" : time_text(of.p50_ns);
}
std::string p99(const DurationSummary& of) {
  return of.count == 0 ? "" : time_text(of.p99_ns);
}

template <class Row>
std::string left_out(const std::vector<Row>& rows, std::size_t max, const char* what) {
  if (rows.size() <= max) return "";
  return fmt::format("... and {} more {}\n", count_text(rows.size() - max), what);
}

std::string ring_table(const RunReport& report, const TextStyle& style) {
  TextTable table(
      {"ring", "busy", "jobs", "wait p50", "p99", "exec p50", "p99", "timeouts", "resets"});
  for (std::size_t i = 0; i < std::min(report.rings.size(), kRowsMax); ++i) {
    const RingReport& ring = report.rings[i];
    table.add({ring.name, percent_text(ring.busy), count_text(ring.jobs), p50(ring.wait),
               p99(ring.wait), p50(ring.execution), p99(ring.execution), count_text(ring.timeouts),
               count_text(ring.resets)});
  }
  return table.text(style) + left_out(report.rings, kRowsMax, "rings");
}

std::string client_table(const RunReport& report, const TextStyle& style) {
  if (report.clients.empty()) return "";
  TextTable table({"client", "jobs", "errors", "share", "cycles", "cycles/s", "cycle p50", "p99",
                   "wait p50", "p99", "latency p50", "p99"});
  const bool cycles = std::any_of(report.clients.begin(), report.clients.end(),
                                  [](const ClientReport& client) { return client.cycles != 0; });
  for (std::size_t i = 0; i < std::min(report.clients.size(), kRowsMax); ++i) {
    const ClientReport& client = report.clients[i];
    table.add({client.name, count_text(client.jobs), count_if_any(client.errors, report.errors > 0),
               percent_text(client.share), count_if_any(client.cycles, cycles),
               cycles ? rate_text(client.cycles_per_second) : "", p50(client.cycle),
               p99(client.cycle), p50(client.wait), p99(client.wait), p50(client.latency),
               p99(client.latency)});
  }
  return table.text(style) + left_out(report.clients, kRowsMax, "clients") + "\n";
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

std::string totals(const RunOutcome& outcome) {
  const RunReport& report = outcome.report;
  std::string text = plural_text(report.jobs, "job") + errors_text(report);
  if (!report.unfinished.empty()) {
    text += fmt::format(", {} unfinished", count_text(report.unfinished.size()));
  }
  text += fmt::format(", {}, {}", plural_text(report.timeouts, "timeout"),
                      plural_text(report.resets, "reset"));
  if (!report.guilty.empty()) text += fmt::format("; guilty: {}", fmt::join(report.guilty, ", "));
  text += fmt::format("\n{} of virtual time ({} jobs/s), {} of wall time ({} jobs/s), {}\n",
                      time_text(report.virtual_time_ns), rate_text(report.jobs_per_second),
                      seconds_text(outcome.wall_seconds), rate_text(outcome.jobs_per_wall_second()),
                      plural_text(report.events, "event"));
  if (report.end == RunEnd::hazard) text += "the run ended at a hazard, before its time\n";
  if (outcome.event_log_hash.has_value()) {
    text += fmt::format("event log hash {:016x}\n", *outcome.event_log_hash);
  }
  return text;
}

std::string place(const RunReport& report, const scenarios::SourceLocation& where) {
  if (where.line == 0) return report.file;
  return fmt::format("{}:{}:{}", report.file, where.line, where.column);
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
  return text;
}

std::string verdict(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  if (!report.as_expected()) return style.red("FAILED") + ": " + failure_text(report) + "\n";
  if (report.hazards.empty()) return style.green("ok") + "\n";
  return style.yellow(plural_text(report.hazards.size(), "hazard")) + ", as expected\n";
}

}  // namespace

std::string hazard_text(const scenarios::HazardReport& hazard, const TextStyle& style) {
  const std::string name = style.bold(sim::hazard_name(hazard.kind));
  std::string text =
      fmt::format("{} {} at {} ns in {}\n  {}\n",
                  hazard.expected ? style.yellow("expected hazard") : style.red("hazard"), name,
                  count_text(hazard.time_ns), hazard.context, hazard.message);
  for (const std::string& line : hazard.story) text += "    " + line + "\n";
  return text;
}

std::string problems_text(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  std::string text;
  for (const scenarios::UnusedPreempt& preempt : report.unused_preempts) {
    text += fmt::format("{}: {}: {}\n", place(report, preempt.where), style.yellow("note"),
                        preempt.text);
  }
  for (std::size_t i = 0; i < std::min(report.hazards.size(), kStoriesMax); ++i) {
    text += hazard_text(report.hazards[i], style);
  }
  text += left_out(report.hazards, kStoriesMax, "hazards");
  for (const scenarios::Unmet& unmet : report.unmet) text += unmet_text(report, unmet, style);
  if (!text.empty()) text += "to repeat: " + outcome.repeat_command + "\n";
  return text;
}

std::string report_table(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  const std::string summary = report.summary.empty() ? "" : ": " + report.summary;
  std::string text = wrapped(report.scenario + summary, 0) + "\n";
  text += ring_table(report, style) + "\n" + client_table(report, style) + totals(outcome);
  const std::string problems = problems_text(outcome, style);
  if (!problems.empty()) text += "\n" + problems;
  return text + verdict(outcome, style);
}

std::string report_line(const RunOutcome& outcome, const TextStyle& style) {
  const RunReport& report = outcome.report;
  const std::string about =
      fmt::format("{}  {}, {} of virtual time", report.file, plural_text(report.jobs, "job"),
                  time_text(report.virtual_time_ns));
  if (report.as_expected()) return style.green("ok    ") + "  " + about + "\n";
  return style.red("FAILED") + "  " + about + ": " + failure_text(report) + "\n";
}

}  // namespace drmsim::tools
