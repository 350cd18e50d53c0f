// { min = ..., max = ... }: what ranges to draw from and conditions to meet have in common.
#pragma once

#include <optional>
#include <string>

#include "scenarios/format/field.h"

namespace drmsim::scenarios {

// The two values of such a table, null where absent.
struct MinMaxNodes {
  const Node* min = nullptr;
  const Node* max = nullptr;
};

// JSON Schema of such a table; needed: how many of the two keys.
std::string min_max_schema(const std::string& bound, int needed);

// Nothing, and a diagnostic, if the table has another key or neither of the two.
std::optional<MinMaxNodes> read_min_max(const Field& field);

}  // namespace drmsim::scenarios
