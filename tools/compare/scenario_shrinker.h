// Makes a scenario that shows something as small as it can be while it still shows it.
//
// Intuition: delta debugging (Zeller, Hildebrandt, IEEE TSE 2002). Mechanism: take out all, then
// halves, down to single jobs, entities, rings, clients, actions, faults and dependencies; then set
// single values back to their defaults; then make numbers smaller and times rounder; all again
// until nothing helps or the runs are used up. What comes out is a local minimum: no single step
// makes it smaller. Deterministic: the same scenario and predicate give the same result.
#pragma once

#include <functional>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Whether a smaller scenario still shows it. It is given valid scenarios only.
using StillShows = std::function<bool(const ScenarioSpec&)>;

struct ShrunkScenario {
  ScenarioSpec spec;
  unsigned runs = 0;     // calls of the predicate
  bool minimal = false;  // false: the runs were used up before nothing helped any more
};

// `spec` shows it. [expect] and [always] are dropped first.
ShrunkScenario shrink_scenario(const ScenarioSpec& spec, const StillShows& still_shows,
                               unsigned runs_max = 3000);

}  // namespace drmsim::scenarios
