// The scenarios that a case is measured with: other start phases, another policy, one client alone.
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/scenario_spec.h"
#include "sim/time.h"

namespace drmsim::scenarios {

// How long a cycle of the client takes where nobody is in its way: its period, or the mean duration
// of its jobs, one after the other, and of its sleep.
sim::TimeNs nominal_cycle_ns(const ClientSpec& client);

// Jobs of one cycle of the client of that name; 0: there is none.
std::uint64_t jobs_per_cycle(const ScenarioSpec& spec, const std::string& client);

// Each client starts later by a part of its cycle, which is drawn: the same for the same seed.
// Single jobs stay where they are.
void draw_start_phases(ScenarioSpec& spec, std::uint64_t seed);

// On all rings.
void set_policy(ScenarioSpec& spec, const std::string& policy);

// The same machine, with that client, or the single jobs of that entity, and no other work.
ScenarioSpec alone(const ScenarioSpec& spec, const std::string& client);

}  // namespace drmsim::scenarios
