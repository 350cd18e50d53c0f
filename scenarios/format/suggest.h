// Words for messages about names that do not exist: the nearest one that does, and the list of all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drmsim::scenarios {

// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn one
// word into the other (optimal string alignment distance).
int edit_distance(std::string_view a, std::string_view b);

// The candidate that `word` is most likely a misspelling of, if any is near enough.
std::optional<std::string> closest(std::string_view word,
                                   const std::vector<std::string>& candidates);

// "`a`, `b` or `c`"; a long list is cut: "`a`, `b`, ... (40 in all)".
std::string either_of(const std::vector<std::string>& names);
// "`a`, `b` and `c`".
std::string all_of(const std::vector<std::string>& names);

// "; did you mean `slots`? expected `name` or `slots`": the end of a message about a name that is
// not one of `candidates`. With many candidates and a near one, the list is left out.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace drmsim::scenarios
