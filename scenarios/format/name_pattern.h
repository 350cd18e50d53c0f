// Patterns in place of names: `queue*`.
#pragma once

#include <string_view>

namespace drmsim::scenarios {

// No name is one: names have neither `*` nor `?`.
bool is_pattern(std::string_view text);

// `*` stands for any characters, or none; `?` for one.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace drmsim::scenarios
