// A Node tree to TOML text, in the style of the files in scenarios/.
//
// Intuition: what a person would write. Mechanism: the keys of a table stand in lines with their
// `=` below each other; inner tables are written in braces on one line, or under a header of their
// own where that line would be too long; at the top of a file all that follows the first list of
// tables stands under headers. Limits: dates and times cannot be written; a table that is shown
// under a header may have lists of tables in it only at the top.
#pragma once

#include <string>

#include "scenarios/format/document.h"

namespace drmsim::scenarios {

// A whole file, of at most 100 columns where names allow it.
std::string toml_text(const Node& root);

// A key as it stands before `=`, or in a dotted key: in quotes if it has to be.
std::string toml_key(const std::string& key);

// One value on one line: `"10us"`, `["a", "b"]`, `{ min = 1 }`.
std::string toml_value(const Node& node);

}  // namespace drmsim::scenarios
