#include "tools/cli/replay_writer.h"

#include "scenarios/format/utf8.h"
#include "sched/kernel/kernels.h"
#include "tools/cli/build_identity.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"

namespace drmsim::tools {

scenarios::ReplayKernel replay_kernel(const std::string& scheduler) {
  const auto kernel = kernel::kernel_of(scheduler);
  if (!kernel.has_value()) return {};
  return {kernel->release, kernel->sources, kernel::build_command(kernel->name)};
}

scenarios::ReplayFile replay_of(const scenarios::Failure& failure, const ReplayOrigin& origin,
                                std::uint64_t event_log_hash) {
  scenarios::ReplayFile replay;
  replay.scenario = scenarios::as_utf8(origin.scenario);
  replay.scenario_text = origin.scenario_text;
  replay.overrides = scenarios::overrides_text(origin.overrides);
  replay.build = build_identity_line();
  replay.scheduler = origin.scheduler;
  replay.kernel = replay_kernel(origin.scheduler);
  replay.strategy = origin.strategy;
  replay.schedule = failure.schedule;
  replay.seed = failure.seed;
  replay.choices = failure.choices;
  replay.deviations = failure.deviations;
  replay.identity = failure.identity;
  replay.message = scenarios::as_utf8(failure.message());
  replay.event_log_hash = event_log_hash;
  return replay;
}

void write_replay(ExploredFailure& explored, const ReplayOrigin& origin, const std::string& folder,
                  const std::string& stem) {
  scenarios::ReplayFile replay =
      replay_of(explored.shrunk.failure, origin, explored.story.event_log_hash);
  replay.schedule = explored.found.schedule;
  try {
    explored.replay_file = write_beside_others(folder, stem, scenarios::replay_text(replay));
  } catch (const OutputError& error) {
    explored.not_written = error.what();
  }
}

}  // namespace drmsim::tools
