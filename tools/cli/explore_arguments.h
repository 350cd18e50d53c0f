// What the users of `drmsim explore` and `drmsim replay` asked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/scenario_overrides.h"
#include "tools/cli/picture_files.h"
#include "tools/cli/trace_files.h"
#include "tools/explore/search_plan.h"

namespace drmsim::tools {

inline constexpr std::uint64_t kSchedulesMax = 2'000'000'000;  // of a search that time ends

inline constexpr std::uint64_t kRandomMax = 100'000'000;
inline constexpr std::uint64_t kSchedulesOfRandom = 100;  // of each scenario, if none are given

struct ExploreArguments {
  std::string file;                        // empty with `random`
  scenarios::ScenarioOverrides overrides;  // in place of what the file says
  std::uint64_t random = 0;                // so many random scenarios instead
  std::string scheduler;                   // empty: the scenario's own
  scenarios::SearchOptions search;
  double seconds = 0;  // of wall time; 0: as long as it takes
  unsigned jobs = 0;   // 0: one for each processor
  bool keep_going = false;
  bool coverage = false;
  std::string out = "replays";    // folder of the replay files
  std::string json;               // a path, kStandardOutput, or empty
  std::string html;               // the same; of a file, not of random scenarios
  std::string options_to_repeat;  // of the same search: options_given()

  std::string known;  // a file of known failures; empty: none, or the project's

  // Of random scenarios.
  bool strategy_given = false;
  std::vector<std::string> defects;  // switched on in each
  std::uint64_t small = 10;          // so many new failures are made small and told
};

struct ReplayArguments {
  std::string file;
  std::string events;  // a path, kStandardOutput, or empty
  PictureArguments pictures;
  TraceArguments trace;
};

}  // namespace drmsim::tools
