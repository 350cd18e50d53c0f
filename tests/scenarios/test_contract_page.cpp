// scenarios/checkers/README.md says of every rule in the sources of Linux 7.3 where it is checked
// and what breaks it, or why it is not checked.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <string>

#include "scenarios/format/input_file.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = DRMSIM_SOURCE_DIR;

// Rows may speak of several lines: "S:391, S:480".
const std::set<std::string> kLines = {
    "S:47",      "S:389",  "S:391",  "S:480", "S:581",     "S:639",  "S:829", "S:666", "S:742",
    "S:832",     "S:1205", "S:1341", "E:190", "E:394",     "E:624",  "H:377", "H:451", "H:464",
    "H:477",     "H:523",  "H:536",  "H:557", "H:645",     "H:782",  "F:187", "F:209", "F:256",
    "F:464-475", "F:682",  "D:73",   "D:94",  "D:100-105", "D:1109", "D:1164"};

struct Row {
  std::string lines;
  std::string where;
  std::string example;
};

std::vector<Row> rows() {
  std::istringstream lines(read_input_file(kRoot / "scenarios/checkers/README.md"));
  std::vector<Row> rows;
  bool in_section = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("## ", 0) == 0) in_section = line == "## The contract of Linux 7.3";
    const bool is_row = line.rfind("| ", 0) == 0 && line.find(':') < 6;
    if (!in_section || !is_row) continue;
    std::istringstream cells(line.substr(2));
    Row row;
    std::string rule;
    std::getline(cells, row.lines, '|');
    std::getline(cells, rule, '|');
    std::getline(cells, row.where, '|');
    std::getline(cells, row.example, '|');
    rows.push_back(row);
  }
  return rows;
}

// The names in back quotes that are paths.
std::vector<fs::path> paths_in(const std::string& cell) {
  std::vector<fs::path> paths;
  std::istringstream parts(cell);
  bool quoted = false;
  for (std::string part; std::getline(parts, part, '`'); quoted = !quoted) {
    const bool is_test = part.rfind("tests/", 0) == 0;
    if (quoted && part.find('/') != std::string::npos && part.find('.') != std::string::npos) {
      const bool is_scenario = part.size() > 5 && part.substr(part.size() - 5) == ".toml";
      paths.push_back(is_scenario && !is_test ? kRoot / "scenarios/files" / part : kRoot / part);
    }
  }
  return paths;
}

}  // namespace

TEST_CASE("contract page: every rule is there") {
  std::set<std::string> there;
  for (const Row& row : rows()) {
    std::string lines = row.lines;
    std::replace(lines.begin(), lines.end(), ',', ' ');
    std::istringstream words(lines);
    for (std::string word; words >> word;) there.insert(word);
  }
  CHECK(there == kLines);
}

TEST_CASE("contract page: a rule has a file that breaks it, or a reason why it is not checked") {
  for (const Row& row : rows()) {
    INFO(row.lines << row.where << row.example);
    for (const fs::path& path : paths_in(row.example)) {
      INFO(path);
      CHECK(fs::exists(path));
    }
    if (!paths_in(row.example).empty()) continue;
    const bool says_why = row.where.find("not checked:") != std::string::npos ||
                          row.where.find("promise") != std::string::npos ||
                          row.where.find("cannot be seen:") != std::string::npos;
    CHECK(says_why);
  }
}

}  // namespace drmsim::scenarios
