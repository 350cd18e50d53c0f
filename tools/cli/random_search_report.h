// The report of `drmsim explore --random`, for people and for programs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tools/cli/explore_outcome.h"
#include "tools/cli/text_style.h"

namespace drmsim::tools {

// One bug, in all scenarios in which it showed.
struct RandomFinding {
  ExploredFailure failure;    // in the smallest scenario; found: in the first one
  std::string scenario_file;  // that one; empty: it was not made small, or could not be written
  std::string entry;          // the bug that it is known as; empty: it is new
  std::uint64_t seed = 0;     // of the first scenario
  std::uint64_t scenarios = 0;
  std::uint64_t schedules = 0;

  bool was_made_small() const { return !scenario_file.empty() || !failure.not_written.empty(); }
};

struct RandomOutcome {
  std::string scheduler;
  std::uint64_t scenarios = 0;
  std::uint64_t schedules = 0;
  std::uint64_t redrawn = 0;
  double wall_seconds = 0;
  std::map<std::string, std::uint64_t> crashes;    // how a worker ended -> how often
  std::map<std::string, std::string> first_crash;  // -> the scenario
  std::vector<RandomFinding> findings;             // in the order of their first scenarios

  bool interrupted = false;

  bool is_clean() const;  // nothing new
};

std::string random_text(const RandomOutcome& outcome, const TextStyle& style);
std::string random_json(const RandomOutcome& outcome);

}  // namespace drmsim::tools
