// oracle_to_scenario RUN.txt [LOG.txt] FOLDER: a recorded run of the real scheduler as a scenario
// file, and its log as the lines that define behaviour: FOLDER/RUN.toml and FOLDER/RUN.log.
//
// How tests/scenarios/recorded/runs/ and tests/kernel/refcount/ were made. What the run's file says
// in comments at its beginning becomes the summary.
#include <cctype>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "scenarios/format/scenario_writer.h"
#include "tests/support/oracle/oracle_reader.h"
#include "tests/support/oracle/recorded_log.h"

namespace {

namespace fs = std::filesystem;
using namespace drmsim;  // NOLINT: a program of one file

std::string contents(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string summary_of(const std::string& text) {
  std::istringstream lines(text);
  std::string summary;
  for (std::string line; std::getline(lines, line) && line.rfind('#', 0) == 0;) {
    const std::size_t begin = line.find_first_not_of("# ");
    if (begin != std::string::npos) summary += (summary.empty() ? "" : " ") + line.substr(begin);
  }
  return summary;
}

void convert(const fs::path& run, const fs::path& log, const fs::path& folder) {
  scenarios::ScenarioSpec spec = scenarios::load_oracle_scenario(run);
  spec.summary = summary_of(contents(run));
  const fs::path stem = folder / run.stem();
  std::ofstream(stem.string() + ".toml") << scenarios::scenario_text(spec);
  if (log.empty()) return;
  std::ofstream lines(stem.string() + ".log");
  for (const std::string& line : tests::behaviour_lines(contents(log))) lines << line << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::cerr << "oracle_to_scenario RUN.txt [LOG.txt] FOLDER\n";
    return 2;
  }
  try {
    convert(argv[1], argc == 4 ? argv[2] : "", argv[argc - 1]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
  return 0;
}
