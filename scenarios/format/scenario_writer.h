// Writes a scenario file: ScenarioSpec in, TOML out, as a person would have written it.
//
// Mechanism: resolve/abbreviate.h undoes what the reader filled in, the tables of keys (keys/) say
// what stands where, toml_text.h lays it out. Reading the text gives the same spec again; that is
// checked each time, so that a value without a key cannot get lost. Comments are not kept.
#pragma once

#include <string>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Throws InputError about spec.file if the format cannot say it: an error without a name, a hold of
// no length, or another value that no file can give.
std::string scenario_text(const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
