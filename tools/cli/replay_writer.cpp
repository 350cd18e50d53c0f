#include "tools/cli/replay_writer.h"

#include <filesystem>
#include <system_error>

#include "tools/cli/build_identity.h"
#include "tools/cli/output_file.h"

namespace drmsim::tools {

namespace fs = std::filesystem;

std::string write_replay(const ExploredFailure& explored, const ReplayOrigin& origin,
                         const std::string& folder, const std::string& stem) {
  const scenarios::Failure& failure = explored.shrunk.failure;
  scenarios::ReplayFile replay;
  replay.scenario = origin.scenario;
  replay.scenario_hash = origin.scenario_hash;
  replay.build = build_identity_line();
  replay.scheduler = origin.scheduler;
  replay.strategy = origin.strategy;
  replay.schedule = explored.found.schedule;
  replay.seed = failure.seed;
  replay.choices = failure.choices;
  replay.deviations = failure.deviations;
  replay.identity = failure.identity;
  replay.message = failure.message();
  replay.event_log_hash = explored.story.event_log_hash;
  std::error_code ignored;
  fs::create_directories(folder, ignored);
  const fs::path path = fs::path(folder) / (stem + ".toml");
  OutputFile file(path.string());
  file.stream() << scenarios::replay_text(replay);
  file.commit();
  return path.string();
}

}  // namespace drmsim::tools
