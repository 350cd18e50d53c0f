// One finished run, with what only the command knows of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/report/run_report.h"
#include "tools/wsim/wsim_result.h"

namespace drmsim::tools {

struct RunOutcome {
  scenarios::RunReport report;
  double wall_seconds = 0;
  std::optional<std::uint64_t> event_log_hash;
  std::string repeat_command;  // runs the same again
  bool is_test = false;        // hazards that are expected pass

  // Of a run of workloads.
  std::optional<scenarios::wsim::WsimResult> workload;
  std::string workload_text;          // gem_wsim's own lines
  std::vector<std::string> warnings;  // what was accepted, and is hardly meant

  double jobs_per_wall_second() const {
    return wall_seconds > 0 ? static_cast<double>(report.jobs) / wall_seconds : 0;
  }
};

}  // namespace drmsim::tools
