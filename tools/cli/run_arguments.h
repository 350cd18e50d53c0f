// What the user of `drmsim run` or `drmsim test` asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/scenario_overrides.h"
#include "sim/time.h"
#include "tools/cli/picture_files.h"
#include "tools/cli/trace_files.h"
#include "tools/wsim/workload_options.h"
#include "tools/wsim/wsim_plan.h"

namespace drmsim::tools {

struct RunArguments {
  std::vector<std::string> files;  // one run each
  std::string events;              // a path, kStandardOutput, or empty
  std::string json;                // the same
  PictureArguments pictures;       // of the only run
  TraceArguments trace;
  std::optional<std::uint64_t> seed;
  sim::TimeNs until_ns = sim::kForever;
  std::uint64_t steps_max = 0;  // 0: the scenario's
  std::string scheduler;        // an implementation of drm::Api; empty: the scenario's own
  bool hash = false;
  bool hazards_may_pass = false;  // `drmsim test`: a hazard that [expect] names is no failure

  // In place of what scenarios say, and of how workloads run otherwise.
  scenarios::ScenarioOverrides overrides;

  // How workloads run: each .wsim file by itself, and the workloads named in here together.
  scenarios::wsim::WorkloadOptions workload;
  std::int32_t priority = 0;      // of the contexts of .wsim files
  bool each_client = false;       // a line of gem_wsim for each client
  std::string workload_option;    // one that was given, and means nothing to a scenario; or empty
  std::string options_to_repeat;  // as words of a shell, each with a blank before it
};

}  // namespace drmsim::tools
