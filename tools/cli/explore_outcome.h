// What `drmsim explore` reports: the search, and each failure with its story and its file.
#pragma once

#include <string>
#include <vector>

#include "tools/explore/explanation.h"

namespace drmsim::tools {

struct ExploredFailure {
  scenarios::Failure found;
  scenarios::Shrunk shrunk;
  scenarios::Story story;
  std::string not_explained;  // why it is neither shrunk nor told; else empty
  std::string replay_file;
  std::string not_written;  // why there is no such file; else empty
};

// A failure that is written up: it is counted, and neither shrunk nor told.
struct KnownFailure {
  std::string entry;  // of the catalogue, or one of ours (N1)
  scenarios::Failure found;
};

struct ExploreOutcome {
  std::string scenario;  // as named on the command line
  std::string strategy;
  std::string repeat_command;  // the same search, not ended by failures
  scenarios::Exploration exploration;
  double wall_seconds = 0;  // of the search
  std::vector<ExploredFailure> failures;
  std::vector<KnownFailure> known;
  bool with_coverage = false;  // to be printed
};

}  // namespace drmsim::tools
