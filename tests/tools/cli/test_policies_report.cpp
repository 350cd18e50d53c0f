// The results of `drmsim policies`, of tables that a test has made: units, spreads, what is the
// best, and what a spreadsheet would take apart.
#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/policies_report.h"

namespace drmsim::tools {
namespace {

using scenarios::ClientFigures;
using scenarios::Figure;
using scenarios::PolicyMeasurement;
using scenarios::PolicyTable;
using scenarios::SeriesCell;
using tests::contains;

const TextStyle kNoColour(false);
const std::vector<PolicyInput> kCases = {{"dir/a.toml", "a"}, {"dir/b.toml", "b"}};

PolicyMeasurement one_figure(Figure figure, double value, const std::string& client = "ui") {
  ClientFigures figures;
  figures.client = client;
  figures[figure] = value;
  return PolicyMeasurement{{figures}, ""};
}

// The last cell of the one row of a table with this figure, measured so.
std::string cell_of(Figure figure, const std::vector<double>& values) {
  PolicyTable table;
  for (const double value : values) table.add(0, "model", "fifo", one_figure(figure, value));
  const std::string text = policies_text(kCases, table, kNoColour);
  const std::size_t begin = text.find("\nui ") + 1;
  const std::string line = text.substr(begin, text.find('\n', begin) - begin);
  return line.substr(line.rfind("  ") + 2);
}

std::string line_with(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) return "";
  const std::size_t begin = text.rfind('\n', at) + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

TEST_CASE("policies report: a time has the unit of its mean, and three digits") {
  CHECK(cell_of(Figure::elapsed, {1}) == "1.00 ns");
  CHECK(cell_of(Figure::elapsed, {1'500}) == "1.50 us");
  CHECK(cell_of(Figure::elapsed, {12'340'000}) == "12.3 ms");
  CHECK(cell_of(Figure::elapsed, {123'400'000'000.0}) == "123 s");
  CHECK(cell_of(Figure::elapsed, {0}) == "0 ns");
}

TEST_CASE("policies report: parts are per cent, rates and ratios have no unit") {
  CHECK(cell_of(Figure::share, {0.5}) == "50.0 %");
  CHECK(cell_of(Figure::share, {0}) == "0 %");
  CHECK(cell_of(Figure::slowdown, {2}) == "2.00");
  CHECK(cell_of(Figure::cycles_per_second, {1234.5}) == "1234");
  CHECK(cell_of(Figure::missed_deadlines, {3}) == "3.00");
}

TEST_CASE("policies report: a spread has the digits of its mean, and none is not shown") {
  CHECK(cell_of(Figure::elapsed, {10'000, 30'000}) == "20.0 +-14.1 us");
  CHECK(cell_of(Figure::elapsed, {20'000, 20'000}) == "20.0 us");
  CHECK(cell_of(Figure::elapsed, {20'000, 20'001}) == "20.0 us");  // less than a digit
  CHECK(cell_of(Figure::slowdown, {0, 4}) == "2.00 +-2.83");
}

TEST_CASE("policies report: a table says of how many seeds it is, one as one") {
  PolicyTable table;
  table.add(0, "model", "fifo", one_figure(Figure::elapsed, 1));
  CHECK(contains(policies_text(kCases, table, kNoColour), "a on model, 1 seed\n"));
  table.add(0, "model", "rr", one_figure(Figure::elapsed, 1));
  table.add(0, "model", "rr", one_figure(Figure::elapsed, 1));
  CHECK(contains(policies_text(kCases, table, kNoColour), "a on model, 2 seeds\n"));
}

TEST_CASE("policies report: the best has a star, the others a blank, and the star is explained") {
  PolicyTable table;
  for (int i = 0; i < 20; ++i) {
    table.add(0, "model", "fifo", one_figure(Figure::elapsed, 100'000));
    table.add(0, "model", "rr", one_figure(Figure::elapsed, 900'000));
  }
  CHECK_FALSE(contains(policies_text(kCases, table, kNoColour), "*"));
  table.find_best();
  const std::string text = policies_text(kCases, table, kNoColour);
  CHECK(line_with(text, "fifo").back() == '*');
  CHECK(line_with(text, " rr").back() == 's');  // aligned with it, and no blank at the end
  CHECK(line_with(text, "fifo").size() == line_with(text, " rr").size() + 1);
  CHECK(contains(text, "*: the best of the policies"));
}

TEST_CASE("policies report: each case and scheduler has a table, nobody has none") {
  PolicyTable table;
  CHECK(policies_text(kCases, table, kNoColour).empty());
  table.add(1, "model", "fifo", one_figure(Figure::elapsed, 1));
  table.add(0, "kernel:6.12", "fifo", one_figure(Figure::elapsed, 1));
  table.add(0, "model", "fifo", one_figure(Figure::elapsed, 1));
  const std::string text = policies_text(kCases, table, kNoColour);
  CHECK(text.find("a on kernel:6.12") < text.find("a on model"));
  CHECK(text.find("a on model") < text.find("b on model"));
}

TEST_CASE("policies report: a case without clients is said to have nothing, once a scheduler") {
  PolicyTable table;
  for (const char* policy : {"fifo", "rr"}) table.add(0, "model", policy, PolicyMeasurement{});
  table.add(0, "kernel", "rr", PolicyMeasurement{});
  const std::string text = policies_text(kCases, table, kNoColour);
  CHECK(text ==
        "a on model: nothing to measure: no client has a job\n"
        "a on kernel: nothing to measure: no client has a job\n");
}

TEST_CASE("policies report: runs that are not counted are, one as one, with the first reason") {
  PolicyTable table;
  table.add_failure(0, "model", "fifo", "leak: \x1b[31m job");
  CHECK(policies_text(kCases, table, kNoColour) ==
        "a, model, fifo: 1 of 1 run not counted: leak: ?[31m job\n");
  table.add_failure(0, "model", "fifo", "another");
  table.add(0, "model", "fifo", PolicyMeasurement{});
  CHECK(contains(policies_text(kCases, table, kNoColour),
                 "a, model, fifo: 2 of 3 runs not counted: leak: "));
}

TEST_CASE("policies CSV: a heading stands also where there is no row") {
  const std::string text = policies_csv(kCases, PolicyTable{});
  CHECK(text.rfind("file,case,client,policy,scheduler,seeds,elapsed_ns,elapsed_ns_spread,", 0) ==
        0);
  CHECK(text.find('\n') == text.size() - 1);
}

TEST_CASE("policies CSV: words with commas, quotes and line ends are quoted, others are not") {
  PolicyTable table;
  table.add(0, "model", "fifo", one_figure(Figure::elapsed, 1));
  const auto first_words = [&table](const std::string& file, const std::string& name) {
    const std::string text = policies_csv({{file, name}}, table);
    const std::size_t begin = text.find('\n') + 1;
    return text.substr(begin, text.find(",ui,") - begin);
  };
  CHECK(first_words("a b.toml", "gr\u00fcn") == "a b.toml,gr\u00fcn");
  CHECK(first_words("a,b.toml", "x") == "\"a,b.toml\",x");
  CHECK(first_words("a\"b", "c\nd") == "\"a\"\"b\",\"c\nd\"");
  CHECK(first_words("a\rb", "") == "\"a\rb\",");
}

TEST_CASE("policies CSV: what is not measured is empty, and each row has as many words") {
  PolicyTable table;
  table.add(0, "model", "fifo", one_figure(Figure::share, 1.0 / 3));
  table.add(0, "model", "rr", one_figure(Figure::elapsed, 1'234'567'890.4));
  const std::string text = policies_csv(kCases, table);
  CHECK(contains(text, ",0.333333,0,"));
  CHECK(contains(text, ",1234567890,0,"));  // a part of a nanosecond is none
  std::vector<std::ptrdiff_t> commas;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    commas.push_back(std::count(line.begin(), line.end(), ','));
  }
  REQUIRE(commas.size() == 3);
  CHECK(commas[1] == commas[0]);
  CHECK(commas[2] == commas[0]);
}

TEST_CASE("policies JSON: what is not measured is null, and the runs say why") {
  PolicyTable table;
  table.add(0, "model", "fifo", one_figure(Figure::share, 0.5));
  table.add_failure(0, "model", "fifo", "a \"quoted\" reason\xff");
  const auto json = nlohmann::json::parse(policies_json(kCases, table, true));
  CHECK(json.at("interrupted") == true);
  const auto& row = json.at("rows")[0];
  CHECK(row.at("file") == "dir/a.toml");
  CHECK(row.at("elapsed_ns").is_null());
  CHECK(row.at("share").at("mean") == 0.5);
  CHECK(row.at("share").at("seeds") == 1);
  CHECK(row.at("share").at("best") == false);
  CHECK(json.at("runs")[0].at("measured") == 1);
  CHECK(json.at("runs")[0].at("problems")[0] == "a \"quoted\" reason\uFFFD");
  CHECK(nlohmann::json::parse(policies_json(kCases, PolicyTable{}, false)).at("rows").empty());
}

TEST_CASE("policies series: a run without one says why, a machine without clients says that") {
  PolicySeries series;
  series.scheduler = "model";
  series.policy = "fifo";
  series.seed = 7;
  CHECK(series_text(kCases[0], series, kNoColour) ==
        "a, fifo on model, seed 7\n  nothing to measure: no client has a job\n");
  series.series.problem = "stall: \x1b";
  CHECK(series_text(kCases[0], series, kNoColour) ==
        "a, fifo on model, seed 7\nno series: stall: ?\n");
}

TEST_CASE("policies series: who has nothing left to do has no numbers, and no blanks at the end") {
  PolicySeries series;
  series.series.clients = {"first", "second"};
  series.series.rows.push_back({500'000, {SeriesCell{5, 20.4, 3}, std::nullopt}});
  series.series.rows.push_back({20'000'000, {std::nullopt, SeriesCell{100, 1e6, 12'345}}});
  const std::string text = series_text(kCases[0], series, kNoColour);
  CHECK(contains(text, "  1: first\n  2: second\n"));
  CHECK(contains(text, "\t+   0.5ms:   5    20    3;\n"));
  CHECK(contains(text, "\t+    20ms: " + std::string(14, ' ') + "; 100 1000000 12345\n"));
  const std::string csv = series_csv(kCases, {series});
  CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);  // nothing for what is not there
  CHECK(contains(csv, ",20000000,second,100,1e+06,12345\n"));
}

}  // namespace drmsim::tools
