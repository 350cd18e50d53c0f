// Which keys of `driver` mean something to which driver, as their declarations say.
#pragma once

#include "scenarios/drivers/common/driver.h"

namespace drmsim::scenarios {

// Throws InputError if the ring's `driver` sets a habit of another driver than its own. Knows the
// built-in drivers; those that a user has added take what they like.
void check_habits(const ScenarioSpec& scenario, const RingSpec& ring);

}  // namespace drmsim::scenarios
