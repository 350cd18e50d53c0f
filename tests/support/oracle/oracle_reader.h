// Reads the line-based grammar of the recorded runs of the real scheduler into a scenario.
//
// What such a file says (scheduler, entity, job, kill...) is a subset of what a TOML scenario can
// say, so it becomes a ScenarioSpec and runs on the same machine; only what the recording harness
// did by default (exact ticks, interrupts without latency, a driver that does not re-read its
// hardware) is set here. Limits: random preemption (`smp permille=`) is refused.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

ScenarioSpec load_oracle_scenario(const std::filesystem::path& path);  // throws InputError
ScenarioSpec parse_oracle_scenario(std::string_view text, const std::string& name);

}  // namespace drmsim::scenarios
