// FORMAT.md lists every hazard that there is, each with a scenario or a test that produces it.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "sim/hazard.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = DRMSIM_SOURCE_DIR;

struct Row {
  std::string hazard;
  std::string meaning;
  std::string example;  // below scenarios/, or below the root
};

std::string cell_text(std::string cell) {
  cell.erase(std::remove(cell.begin(), cell.end(), '`'), cell.end());
  cell.erase(0, cell.find_first_not_of(' '));
  cell.erase(cell.find_last_not_of(' ') + 1);
  return cell;
}

// | `leak` | what it means | `bugs/unload_leaks_jobs.toml` |
std::vector<Row> rows() {
  std::istringstream lines(read_input_file(kRoot / "scenarios" / "FORMAT.md"));
  std::vector<Row> rows;
  bool in_section = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("## ", 0) == 0) in_section = line == "## Hazards";
    if (!in_section || line.rfind("| `", 0) != 0) continue;
    std::istringstream cells(line.substr(1));
    Row row;
    std::getline(cells, row.hazard, '|');
    std::getline(cells, row.meaning, '|');
    std::getline(cells, row.example, '|');
    rows.push_back({cell_text(row.hazard), cell_text(row.meaning), cell_text(row.example)});
  }
  return rows;
}

std::vector<std::string> hazard_names() {
  std::vector<std::string> names;
  for (unsigned i = 0; i <= static_cast<unsigned>(sim::HazardKind::warning); ++i) {
    names.emplace_back(sim::hazard_name(static_cast<sim::HazardKind>(i)));
  }
  return names;
}

bool shows(const fs::path& file, const std::string& hazard) {
  const ScenarioSpec spec = load_scenario(file);
  const RunReport report = run_scenario(spec, {});
  return std::any_of(report.hazards.begin(), report.hazards.end(), [&](const HazardReport& found) {
    return sim::hazard_name(found.kind) == hazard;
  });
}

}  // namespace

TEST_CASE("hazard page: every hazard is listed once, in order") {
  std::vector<std::string> listed;
  for (const Row& row : rows()) listed.push_back(row.hazard);
  CHECK(listed == hazard_names());
}

TEST_CASE("hazard page: every hazard has a scenario that shows it, or a test that does") {
  for (const Row& row : rows()) {
    INFO(row.hazard << ": " << row.example);
    CHECK_FALSE(row.meaning.empty());
    if (row.example.rfind("tests/", 0) == 0) {
      const std::string test = read_input_file(kRoot / row.example);
      CHECK((test.find("HazardKind::" + row.hazard) != std::string::npos ||
             test.find('"' + row.hazard) != std::string::npos));
    } else {
      CHECK(shows(kRoot / "scenarios/files" / row.example, row.hazard));
    }
  }
}

}  // namespace drmsim::scenarios
