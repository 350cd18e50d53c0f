// The format as a JSON Schema, for editors that complete and check TOML with one.
//
// Written from the tables of keys, as FORMAT.md is. It takes every file that the reader takes; what
// it cannot know (names of other tables, the range of a duration, keys that exclude each other) is
// the reader's to refuse. A key that every table of a kind needs is not required, since a default
// or an included file may have it; only `name` is.
#pragma once

#include <string>

namespace drmsim::scenarios {

// Draft 7, which Taplo and Even Better TOML understand.
std::string json_schema();

}  // namespace drmsim::scenarios
