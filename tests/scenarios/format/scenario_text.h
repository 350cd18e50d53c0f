// What the tests of the scenario reader share: reading text, and changing it in one place.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

// A small valid file, line by line; `more` is appended.
//   1 name  2 [[ring]]  3 name = "gfx"  4 [[entity]]  5 name = "app"  6 rings = ["gfx"]  7 (more)
std::string small_scenario(const std::string& more = "");

// The text of tests/fuzz/corpus_toml/maximal.toml, which uses every key.
std::string maximal_scenario();

// What is wrong with a text, one string "line:column: message" each; empty if nothing is.
std::vector<std::string> mistakes_in(const std::string& text);

// The byte at a place of the text.
std::size_t offset_of(const std::string& text, SourceLocation where);
// Where the value that begins at `begin` ends: at the matching quote or bracket, or at a delimiter.
std::size_t end_of_value(const std::string& text, std::size_t begin);

}  // namespace drmsim::scenarios
