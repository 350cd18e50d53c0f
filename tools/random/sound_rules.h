// What a scenario has to keep to so that nothing in it is wrong: whoever finds a hazard in one that
// does has found a bug of the scheduler, or one of ours.
//
// Held by the generator (random_sound_scenario()) and by each step of the shrinker.
#pragma once

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Recovery of rings that are reset together is serialised (one ordered timeout queue), everything
// that hangs is timed out, drivers have good habits, every job fits, a process ends after its last
// submission and once, and nobody but the driver stops a scheduler or its timeout.
// unserialised_timeouts: but for the first of these, as real drivers have it (B1).
bool is_sound(const ScenarioSpec& spec, bool unserialised_timeouts = false);

// Whether a sound scenario may contain it.
bool is_sound_action(ActionKind kind);
// Of such a driver, only what a sound one may choose.
DriverSpec sound_driver(const DriverSpec& driver);
// The lowest of all rings' limits: an entity may move.
std::uint32_t lowest_credit_limit(const ScenarioSpec& spec);
// When the entity's owner submits for the last time.
sim::TimeNs last_submission_ns(const ScenarioSpec& spec, const std::string& entity);

}  // namespace drmsim::scenarios
