// scenarios/files/bugs/README.md lists exactly the bugs that there are files for, and what is known
// about every other entry of the catalogue.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

const fs::path kScenarios = fs::path(DRMSIM_SOURCE_DIR) / "scenarios/files";

std::string corpus_page() {
  return read_input_file(kScenarios / "bugs" / "README.md");
}

std::vector<ScenarioSpec> corpus() {
  std::vector<ScenarioSpec> bugs;
  for (const auto& entry : fs::recursive_directory_iterator(kScenarios)) {
    if (entry.path().extension() != ".toml") continue;
    ScenarioSpec spec = load_scenario(entry.path());
    if (spec.bug.given()) bugs.push_back(std::move(spec));
  }
  return bugs;
}

// "A7 submission_restarts_timeout"
std::string line_of(const ScenarioSpec& spec) {
  return spec.bug.id + " " + fs::path(spec.file).stem().string();
}

// A row: | A7 | `submission_restarts_timeout` | what the defect is |
std::string row_as_line(const std::string& row) {
  std::istringstream cells(row.substr(1));
  std::string text;
  for (int column = 0; column < 2; ++column) {
    std::string cell;
    std::getline(cells, cell, '|');
    text += cell;
  }
  text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

std::set<std::string> listed_bugs(const std::string& page) {
  std::set<std::string> bugs;
  std::istringstream lines(page);
  bool in_table = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("## ", 0) == 0) in_table = line == "## The corpus";
    const bool is_row = line.rfind("| ", 0) == 0 && line.rfind("| ---", 0) != 0;
    if (in_table && is_row && line.rfind("| Entry", 0) != 0) bugs.insert(row_as_line(line));
  }
  return bugs;
}

}  // namespace

TEST_CASE("bug corpus: the page lists the bugs that there are files for") {
  std::set<std::string> there;
  for (const ScenarioSpec& spec : corpus()) there.insert(line_of(spec));
  CHECK(listed_bugs(corpus_page()) == there);
}

TEST_CASE("bug corpus: repairs are files without a bug, beside which the bug expects its hazards") {
  for (const ScenarioSpec& spec : corpus()) {
    INFO(spec.file);
    CHECK((!spec.bug.twin.empty() || !spec.defects.empty() || !spec.scheduler.name.empty()));
    if (!spec.bug.explore) {
      bool expected = false;
      for (const ExpectedHazard& shows : spec.bug.hazards) {
        for (const ExpectedHazard& hazard : spec.expect.hazards) {
          expected = expected || hazard.kind == shows.kind;
        }
      }
      CHECK(expected);
    }
    if (spec.bug.twin.empty()) continue;
    const ScenarioSpec twin = load_scenario(fs::path(spec.file).parent_path() / spec.bug.twin);
    CHECK_FALSE(twin.bug.given());
  }
}

TEST_CASE("bug corpus: the page says something about every entry of the catalogue") {
  const fs::path catalogue = fs::path(DRMSIM_SOURCE_DIR) / ".." / "shared" / "bug-catalogue.md";
  if (!fs::exists(catalogue)) {
    WARN("skipped: there is no " << catalogue.lexically_normal().string());
    return;
  }
  const std::string page = corpus_page();
  std::ifstream lines(catalogue);
  std::size_t entries = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("### ", 0) != 0) continue;
    const std::string id = line.substr(4, line.find(' ', 4) - 4);
    INFO(id);
    ++entries;
    CHECK((page.find("| " + id + " |") != std::string::npos));
  }
  CHECK(entries > 0);
}

}  // namespace drmsim::scenarios
