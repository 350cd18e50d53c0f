// Long text for people: lines of at most 100 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace drmsim::tools {

// Broken at blanks; every line has `indent` blanks before it and is ended. A word that is too long
// for a line stands in one of its own.
std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace drmsim::tools
