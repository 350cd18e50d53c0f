// Which keys of an [[action]] go with which `do`.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/resolve/spec_entries.h"

namespace drmsim::scenarios {

struct ActionRule {
  ActionKind kind;
  std::string name;                   // as written after `do`
  std::vector<std::string> required;  // beside `at` and `do`
  std::vector<std::string> optional;
  std::string doc;
};

// One rule for each kind, in the order of the enumeration.
const std::vector<ActionRule>& action_rules();
const ActionRule& action_rule(ActionKind kind);

// The actions that a key goes with, beside `at` and `do`.
std::vector<std::string> actions_with(const std::string& key);

// Reports keys that are missing or mean nothing.
void check_action(const ActionEntry& action, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
