// The reference of all keys, as Markdown, written from the tables of keys.
#pragma once

#include <string>

namespace drmsim::scenarios {

// The second half of FORMAT.md, from the heading "## Keys" on; a test compares the two.
std::string key_reference();

}  // namespace drmsim::scenarios
