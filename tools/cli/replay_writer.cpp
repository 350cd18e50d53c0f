#include "tools/cli/replay_writer.h"

#include "tools/cli/build_identity.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"

namespace drmsim::tools {

void write_replay(ExploredFailure& explored, const ReplayOrigin& origin, const std::string& folder,
                  const std::string& stem) {
  const scenarios::Failure& failure = explored.shrunk.failure;
  scenarios::ReplayFile replay;
  replay.scenario = origin.scenario;
  replay.scenario_hash = origin.scenario_hash;
  replay.overrides = scenarios::overrides_text(origin.overrides);
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
  try {
    explored.replay_file = write_beside_others(folder, stem, scenarios::replay_text(replay));
  } catch (const OutputError& error) {
    explored.not_written = error.what();
  }
}

}  // namespace drmsim::tools
