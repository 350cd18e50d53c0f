// TOML text to a Node tree.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/format/document.h"

namespace drmsim::scenarios {

// `name` stands for the file in messages, `file` for it in places. Throws InputError if `text` is
// not TOML 1.0, or nests so deeply that handling it could exhaust the stack; no scenario needs more
// than five levels.
Node parse_toml(std::string_view text, const std::string& name, int file = 0);

}  // namespace drmsim::scenarios
