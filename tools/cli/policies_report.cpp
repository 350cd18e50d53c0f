#include "tools/cli/policies_report.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/csv_text.h"
#include "scenarios/format/json_text.h"
#include "tools/cli/identity_json.h"
#include "tools/cli/number_text.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

using scenarios::Figure;
using scenarios::figure_info;
using scenarios::FigureInfo;
using scenarios::FigureUnit;
using scenarios::kFigures;
using scenarios::PolicyRow;
using scenarios::PolicyRuns;
using scenarios::PolicyTable;
using scenarios::SeriesCell;
using scenarios::SeriesRow;
using scenarios::Spread;
using Rows = std::vector<PolicyRow>;

// What several numbers are shown in: the scale of the largest.
struct Unit {
  double size;
  const char* name;
};

Unit unit_for(FigureUnit unit, double largest) {
  static constexpr std::array<Unit, 4> kTimes = {
      {{1, " ns"}, {1e3, " us"}, {1e6, " ms"}, {1e9, " s"}}};
  switch (unit) {
    case FigureUnit::part:
      return {0.01, " %"};
    case FigureUnit::time_ns:
      break;
    default:
      return {1, ""};
  }
  Unit best = kTimes.front();
  for (const Unit& time : kTimes) {
    if (largest >= time.size) best = time;
  }
  return best;
}

// "12.3 +-0.4 ms": as many digits of the spread as of the mean, three of which matter.
std::string spread_text(const Spread& spread, FigureUnit kind) {
  if (spread.count() == 0) return "";
  const Unit unit = unit_for(kind, spread.mean());
  const double mean = spread.mean() / unit.size;
  const double deviation = spread.deviation() / unit.size;
  const int digits = mean >= 100 ? 0 : mean >= 10 ? 1 : 2;
  const std::string apart = fmt::format("{:.{}f}", deviation, digits);
  if (mean == 0 && deviation == 0) return fmt::format("0{}", unit.name);
  const bool is_none = apart.find_first_not_of("0.") == std::string::npos;
  return fmt::format("{:.{}f}{}{}", mean, digits, is_none ? "" : " +-" + apart, unit.name);
}

std::string cell_text(const PolicyRow& row, Figure figure, bool any_best) {
  std::string text = spread_text(row[figure], figure_info(figure).unit);
  if (text.empty() || !any_best) return text;
  return text + (row.best[static_cast<std::size_t>(figure)] ? "*" : " ");
}

// --- The table ---

bool together(const PolicyRow& a, const PolicyRow& b) {
  return a.input == b.input && a.scheduler == b.scheduler;
}

std::string case_table(const Rows& rows, const TextStyle& style) {
  std::size_t client = std::string("client").size();
  for (const PolicyRow& row : rows) client = std::max(client, row.client.size());
  std::vector<TextTable::Group> groups = {
      {fmt::format("{:<{}}  policy", "client", client)}, {}, {}, {}, {}, {}};
  // elapsed to slowdown, cycles/s and share, cycle, latency, starved and missed
  static constexpr std::array<std::size_t, kFigures> kGroupOf = {1, 1, 1, 2, 2, 3, 3, 3,
                                                                 3, 4, 4, 4, 4, 5, 5};
  std::array<bool, kFigures> any_best{};
  for (std::size_t i = 0; i < kFigures; ++i) {
    groups[kGroupOf[i]].emplace_back(figure_info(static_cast<Figure>(i)).heading);
    any_best[i] =
        std::any_of(rows.begin(), rows.end(), [i](const PolicyRow& row) { return row.best[i]; });
  }
  TextTable table(std::move(groups));
  for (const PolicyRow& row : rows) {
    std::vector<std::string> cells = {fmt::format("{:<{}}  {}", row.client, client, row.policy)};
    for (std::size_t i = 0; i < kFigures; ++i) {
      cells.push_back(cell_text(row, static_cast<Figure>(i), any_best[i]));
    }
    table.add(std::move(cells));
  }
  return table.text(style);
}

std::uint64_t seeds_of(const PolicyTable& table, const PolicyRow& row) {
  std::uint64_t seeds = 0;
  for (const PolicyRuns& runs : table.runs()) {
    if (runs.input == row.input && runs.scheduler == row.scheduler) {
      seeds = std::max(seeds, runs.measured);
    }
  }
  return seeds;
}

constexpr const char* kNothing = "nothing to measure: no client has a job";

// Runs that went well and have no row, each scheduler once.
std::string nothing_text(const std::vector<PolicyInput>& inputs, const PolicyTable& table,
                         const Rows& rows) {
  std::string text;
  for (const PolicyRuns& runs : table.runs()) {
    const bool has_row = std::any_of(rows.begin(), rows.end(), [&runs](const PolicyRow& row) {
      return row.input == runs.input && row.scheduler == runs.scheduler;
    });
    const std::string line =
        fmt::format("{} on {}: {}\n", inputs[runs.input].name, runs.scheduler, kNothing);
    if (!has_row && runs.measured != 0 && text.find(line) == std::string::npos) text += line;
  }
  return text;
}

std::string problems_text(const std::vector<PolicyInput>& inputs, const PolicyTable& table,
                          const TextStyle& style) {
  std::string text;
  for (const PolicyRuns& runs : table.runs()) {
    if (runs.problems.empty()) continue;
    text += style.red(fmt::format("{}, {}, {}: {} of {} not counted", inputs[runs.input].name,
                                  runs.scheduler, runs.policy, count_text(runs.problems.size()),
                                  plural_text(runs.measured + runs.problems.size(), "run"))) +
            fmt::format(": {}\n", printable(runs.problems.front()));
  }
  return text;
}

// --- For programs ---

std::string csv_line(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(scenarios::csv_word(word));
  return fmt::format("{}\n", fmt::join(quoted, ","));
}

// Of times in ns the fractions mean nothing.
std::string csv_number(double number, FigureUnit unit) {
  return unit == FigureUnit::time_ns ? fmt::format("{:.0f}", number)
                                     : fmt::format("{:.6g}", number);
}

}  // namespace

std::string policies_text(const std::vector<PolicyInput>& inputs, const PolicyTable& table,
                          const TextStyle& style) {
  std::string text;
  bool any_best = false;
  const Rows rows = table.rows();
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && together(rows[begin], rows[end])) ++end;
    text += fmt::format("{} on {}, {}\n", style.bold(inputs[rows[begin].input].name),
                        rows[begin].scheduler, plural_text(seeds_of(table, rows[begin]), "seed"));
    const Rows part(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                    rows.begin() + static_cast<std::ptrdiff_t>(end));
    text += case_table(part, style) + "\n";
    for (const PolicyRow& row : part) {
      any_best = any_best || std::find(row.best.begin(), row.best.end(), true) != row.best.end();
    }
    begin = end;
  }
  if (any_best) {
    text += "*: the best of the policies, by more than twice both spreads and 1 %\n";
  }
  return text + nothing_text(inputs, table, rows) + problems_text(inputs, table, style);
}

std::string policies_csv(const std::vector<PolicyInput>& inputs, const PolicyTable& table) {
  std::vector<std::string> heading = {"file", "case", "client", "policy", "scheduler", "seeds"};
  for (std::size_t i = 0; i < kFigures; ++i) {
    const FigureInfo& info = figure_info(static_cast<Figure>(i));
    heading.push_back(info.key());
    heading.push_back(info.key() + "_spread");
  }
  heading.emplace_back("best");
  std::string text = csv_line(heading);
  for (const PolicyRow& row : table.rows()) {
    const PolicyInput& input = inputs[row.input];
    std::vector<std::string> words = {input.file,    input.name,
                                      row.client,    row.policy,
                                      row.scheduler, std::to_string(row[Figure::elapsed].count())};
    std::vector<std::string_view> best;
    for (std::size_t i = 0; i < kFigures; ++i) {
      const FigureInfo& info = figure_info(static_cast<Figure>(i));
      const Spread& spread = row.spreads[i];
      const bool is_there = spread.count() > 0;
      words.push_back(is_there ? csv_number(spread.mean(), info.unit) : "");
      words.push_back(is_there ? csv_number(spread.deviation(), info.unit) : "");
      if (row.best[i]) best.push_back(info.name);
    }
    words.push_back(fmt::format("{}", fmt::join(best, " ")));
    text += csv_line(words);
  }
  return text;
}

std::string policies_json(const std::vector<PolicyInput>& inputs, const PolicyTable& table,
                          bool interrupted) {
  using Json = nlohmann::ordered_json;
  Json rows = Json::array();
  for (const PolicyRow& row : table.rows()) {
    Json json = {{"file", inputs[row.input].file},
                 {"case", inputs[row.input].name},
                 {"client", row.client},
                 {"policy", row.policy},
                 {"scheduler", row.scheduler}};
    for (std::size_t i = 0; i < kFigures; ++i) {
      const Spread& spread = row.spreads[i];
      Json& figure = json[figure_info(static_cast<Figure>(i)).key()];
      if (spread.count() == 0) continue;  // null
      figure = {{"mean", spread.mean()},
                {"spread", spread.deviation()},
                {"seeds", spread.count()},
                {"best", row.best[i]}};
    }
    rows.push_back(std::move(json));
  }
  Json runs = Json::array();
  for (const PolicyRuns& of : table.runs()) {
    runs.push_back({{"file", inputs[of.input].file},
                    {"case", inputs[of.input].name},
                    {"policy", of.policy},
                    {"scheduler", of.scheduler},
                    {"measured", of.measured},
                    {"problems", of.problems}});
  }
  const Json json = {
      {"drmsim", identity_json()}, {"interrupted", interrupted}, {"rows", rows}, {"runs", runs}};
  return scenarios::json_text(json, 2) + "\n";
}

std::string series_text(const PolicyInput& input, const PolicySeries& of, const TextStyle& style) {
  std::string text = fmt::format("{}, {} on {}, seed {}\n", style.bold(input.name), of.policy,
                                 of.scheduler, of.seed);
  if (!of.series.problem.empty()) {
    return text + style.red("no series") + ": " + printable(of.series.problem) + "\n";
  }
  if (of.series.clients.empty()) return text + "  " + kNothing + "\n";
  for (std::size_t i = 0; i < of.series.clients.size(); ++i) {
    text += fmt::format("  {}: {}\n", i + 1, of.series.clients[i]);
  }
  std::string heading = "\t" + std::string(12, ' ');
  for (std::size_t i = 1; i <= of.series.clients.size(); ++i) {
    heading += fmt::format("{}pct{} cps{} qd{}", i == 1 ? "" : ";  ", i, i, i);
  }
  text += heading + "\n";
  for (const SeriesRow& row : of.series.rows) {
    std::string line = fmt::format("\t+{:>6}ms: ", static_cast<double>(row.time_ns) / 1e6);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto& cell = row.cells[i];
      line += i == 0 ? "" : "; ";
      line += cell.has_value() ? fmt::format("{:>3} {:>5.0f} {:>4}", cell->percent_done,
                                             cell->cycles_per_second, cell->queue_depth)
                               : std::string(14, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string series_csv(const std::vector<PolicyInput>& inputs,
                       const std::vector<PolicySeries>& all) {
  std::string text = csv_line({"file", "case", "policy", "scheduler", "seed", "time_ns", "client",
                               "percent_done", "cycles_per_second", "queue_depth"});
  for (const PolicySeries& of : all) {
    for (const SeriesRow& row : of.series.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (!row.cells[i].has_value()) continue;
        const SeriesCell& cell = *row.cells[i];
        text += csv_line({inputs[of.input].file, inputs[of.input].name, of.policy, of.scheduler,
                          std::to_string(of.seed), std::to_string(row.time_ns),
                          of.series.clients[i], std::to_string(cell.percent_done),
                          fmt::format("{:.6g}", cell.cycles_per_second),
                          std::to_string(cell.queue_depth)});
      }
    }
  }
  return text;
}

}  // namespace drmsim::tools
