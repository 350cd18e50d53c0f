// Long text for people: lines of at most 100 columns.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace drmsim::tools {

// Without what a terminal would obey: `?` for each control character but the newline, C1 included.
// For text that comes from files.
std::string printable(std::string_view text);

// The same of a name, which stays on its line: a newline is one of them.
std::string printable_word(std::string_view text);

// Broken at blanks; every line has `indent` blanks before it and is ended. A word that is too long
// for a line stands in one of its own. Printable.
std::string wrapped(std::string_view text, std::size_t indent);

}  // namespace drmsim::tools
