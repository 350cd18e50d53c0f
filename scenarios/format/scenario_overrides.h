// What a command line says in place of a scenario file: `--policy rr` for all of its rings.
//
// Plain texts, as they were typed, to be kept beside the path of a scenario or in a file that holds
// it, and applied again to whatever is read from there. They do not depend on the scenario: what a
// file cannot take shows when they are applied.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "sim/time.h"

namespace drmsim::scenarios {

struct ScenarioOverride {
  std::string name;   // of one of override_kinds(): "credits"
  std::string value;  // "4"

  friend bool operator==(const ScenarioOverride&, const ScenarioOverride&) = default;
};
using ScenarioOverrides = std::vector<ScenarioOverride>;

struct OverrideKind {
  std::string_view name;       // "credits": of the option, too
  std::string_view expected;   // "a whole number, 1 to 1000000"
  std::string_view takes;      // a word for the value, "N"
  std::string_view describes;  // a sentence without a full stop
};
const std::vector<OverrideKind>& override_kinds();

// What is wrong with a value, whatever the scenario: "expected ..."; empty if nothing is.
std::string override_mistake(const ScenarioOverride& override);

// On one line, "policy=rr credits=4": beside the scenario in a file. What was written so is read
// so; of anything else, values_of() says what is wrong.
std::string overrides_text(const ScenarioOverrides& overrides);
ScenarioOverrides overrides_from_text(std::string_view text);

// What they say.
struct OverrideValues {
  std::optional<std::string> policy;
  std::optional<std::uint32_t> credits;
  std::optional<sim::TimeNs> timeout_ns;
  std::optional<std::uint32_t> repeat;
  double scale = 1;
  double delay_scale = 1;
};
// Throws std::invalid_argument, with override_mistake().
OverrideValues values_of(const ScenarioOverrides& overrides);

// Throws InputError if one is no override, or the scenario has nothing that it could change. That a
// policy exists, or that a driver can do with so many credits, is for who builds the machine to
// say, as if the file had said it.
void apply_overrides(const ScenarioOverrides& overrides, ScenarioSpec& spec);

}  // namespace drmsim::scenarios
