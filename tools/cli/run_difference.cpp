#include "tools/cli/run_difference.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/json_text.h"
#include "tools/cli/number_text.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

using scenarios::ClientReport;
using scenarios::RunReport;
using Kind = FigureDifference::Kind;

const ClientReport* find(const RunReport& report, const std::string& name) {
  const auto found = std::find_if(report.clients.begin(), report.clients.end(),
                                  [&name](const ClientReport& one) { return one.name == name; });
  return found == report.clients.end() ? nullptr : &*found;
}

class Figures {
 public:
  Figures(std::vector<FigureDifference>& figures, std::string client)
      : figures_(figures), client_(std::move(client)) {}

  template <class Number>
  void add(const char* figure, Kind kind, Number first, Number second, bool more_is_better) {
    figures_.push_back({client_, figure, kind, static_cast<double>(first),
                        static_cast<double>(second), more_is_better});
  }

 private:
  std::vector<FigureDifference>& figures_;
  std::string client_;
};

void add_client(const ClientReport& a, const ClientReport& b, RunDifference& difference) {
  Figures figures(difference.figures, a.name);
  figures.add("jobs", Kind::count, a.jobs, b.jobs, true);
  figures.add("errors", Kind::count, a.errors, b.errors, false);
  figures.add("missed deadlines", Kind::count, a.missed_deadlines, b.missed_deadlines, false);
  figures.add("elapsed", Kind::time, a.elapsed_ns, b.elapsed_ns, false);
  figures.add("cycles/s", Kind::rate, a.cycles_per_second, b.cycles_per_second, true);
  figures.add("latency p50", Kind::time, a.latency.p50_ns, b.latency.p50_ns, false);
  figures.add("latency p99", Kind::time, a.latency.p99_ns, b.latency.p99_ns, false);
  figures.add("latency max", Kind::time, a.latency.max_ns, b.latency.max_ns, false);
  figures.add("wait p50", Kind::time, a.wait.p50_ns, b.wait.p50_ns, false);
  figures.add("wait p99", Kind::time, a.wait.p99_ns, b.wait.p99_ns, false);
  figures.add("starved", Kind::time, a.starved_max_ns, b.starved_max_ns, false);
}

std::string value_text(const FigureDifference& figure, double value) {
  switch (figure.kind) {
    case Kind::time:
      return time_text(static_cast<sim::TimeNs>(value));
    case Kind::rate:
      return rate_text(value);
    case Kind::count:
      break;
  }
  return count_text(static_cast<std::uint64_t>(value));
}

std::string change_text(const FigureDifference& figure) {
  if (figure.first == 0) return figure.second > 0 ? "from 0" : "";
  const double percent = 100 * (figure.second - figure.first) / figure.first;
  if (std::abs(percent) >= 1000) return fmt::format("x{:.1f}", figure.second / figure.first);
  return fmt::format("{:+.{}f} %", percent, std::abs(percent) < 10 ? 1 : 0);
}

std::string list_of(const std::vector<std::string>& clients) {
  std::string text;
  for (const std::string& client : clients) text += (text.empty() ? "" : ", ") + client;
  return printable(text);
}

}  // namespace

RunDifference difference(const RunReport& first, const RunReport& second) {
  RunDifference result;
  for (const ClientReport& client : first.clients) {
    if (const ClientReport* other = find(second, client.name)) {
      add_client(client, *other, result);
    } else {
      result.only_in_first.push_back(client.name);
    }
  }
  for (const ClientReport& client : second.clients) {
    if (find(first, client.name) == nullptr) result.only_in_second.push_back(client.name);
  }
  Figures whole(result.figures, "");
  whole.add("timeouts", Kind::count, first.timeouts, second.timeouts, false);
  whole.add("resets", Kind::count, first.resets, second.resets, false);
  whole.add("hazards", Kind::count, first.hazards.size(), second.hazards.size(), false);
  whole.add("virtual time", Kind::time, first.virtual_time_ns, second.virtual_time_ns, false);
  return result;
}

std::string difference_text(const RunDifference& difference, const std::string& first,
                            const std::string& second, const TextStyle& style) {
  TextTable table({"figure", printable_word(first), printable_word(second), "change", ""});
  std::size_t equal = 0;
  for (const FigureDifference& figure : difference.figures) {
    if (figure.is_equal()) {
      ++equal;
      continue;
    }
    const std::string client = figure.client.empty() ? "" : printable_word(figure.client) + " ";
    table.add({client + figure.figure, value_text(figure, figure.first),
               value_text(figure, figure.second), change_text(figure),
               figure.is_better() ? "better" : "worse"});
  }
  std::string text = table.text(style);
  if (equal == difference.figures.size()) {
    text += fmt::format("{} and {} are equal in all {}\n", printable_word(first),
                        printable_word(second), plural_text(equal, "figure"));
  } else {
    text +=
        fmt::format("\n{} equal\n", plural_text(equal, "figure") + (equal == 1 ? " is" : " are"));
  }
  if (!difference.only_in_first.empty()) {
    text +=
        fmt::format("only in {}: {}\n", printable_word(first), list_of(difference.only_in_first));
  }
  if (!difference.only_in_second.empty()) {
    text +=
        fmt::format("only in {}: {}\n", printable_word(second), list_of(difference.only_in_second));
  }
  return text;
}

std::string difference_json(const RunDifference& difference, const std::string& first,
                            const std::string& second) {
  using Json = nlohmann::ordered_json;
  Json figures = Json::array();
  for (const FigureDifference& figure : difference.figures) {
    figures.push_back({{"client", figure.client},
                       {"figure", figure.figure},
                       {"unit", figure.kind == Kind::time   ? "ns"
                                : figure.kind == Kind::rate ? "1/s"
                                                            : ""},
                       {"first", figure.first},
                       {"second", figure.second},
                       {"change", figure.is_equal()    ? "equal"
                                  : figure.is_better() ? "better"
                                                       : "worse"}});
  }
  const Json json = {{"first", first},
                     {"second", second},
                     {"figures", figures},
                     {"only_in_first", difference.only_in_first},
                     {"only_in_second", difference.only_in_second}};
  return scenarios::json_text(json, 2) + "\n";
}

}  // namespace drmsim::tools
