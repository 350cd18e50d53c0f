// Writes out the patterns in a scenario: `queue*` for all rings of such a name.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/resolve/name_table.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// What a pattern may match, by kind.
struct PatternTables {
  const NameTable& rings;
  const NameTable& engines;
  const NameTable& entities;
  const NameTable& jobs;
  const NameTable& clients;
};

// In lists, actions and expectations. The patterns of a [[fault]] stay: they match when it strikes.
// An action with a pattern becomes several, of the same moment. Reports what becomes too much, and
// what two tables of [expect] say something about.
void expand_patterns(ScenarioSpec& spec, const PatternTables& tables, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
