// Writes a failure as a replay file.
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/scenario_overrides.h"
#include "tools/cli/explore_outcome.h"
#include "tools/explore/replay_file.h"

namespace drmsim::tools {

// What the failure was found in, and with.
struct ReplayOrigin {
  std::string scenario;       // path
  std::string scenario_text;  // ScenarioInput::text
  scenarios::ScenarioOverrides overrides;
  std::string scheduler;
  std::string strategy;
};

// Of a scheduler by its full name; empty texts: it is no kernel's.
scenarios::ReplayKernel replay_kernel(const std::string& scheduler);

// The file of a failure, as it is. event_log_hash: of its run.
scenarios::ReplayFile replay_of(const scenarios::Failure& failure, const ReplayOrigin& origin,
                                std::uint64_t event_log_hash);

// The shrunk failure, into that folder, which is made when needed; another file of that name stays
// (see write_beside_others()). Notes the path in the failure, or why the file could not be written:
// what was found is told all the same.
void write_replay(ExploredFailure& explored, const ReplayOrigin& origin, const std::string& folder,
                  const std::string& stem);

}  // namespace drmsim::tools
