// The first place at which two sides of a comparison part.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/compare/side_run.h"

namespace drmsim::scenarios {

struct Divergence {
  // Where: the number of the line from 1 among those that define behaviour; 0: all lines agree, and
  // the results differ.
  std::size_t line = 0;
  std::vector<std::string> before;  // what both did last, up to 4 lines
  std::vector<std::string> first;   // what each did from there on, up to 5 lines; results: all
  std::vector<std::string> second;
};

// Nothing if they agree. A side that was cut is compared as far as it goes.
std::optional<Divergence> first_divergence(const SideRun& first, const SideRun& second);

// Whether two divergences are of one kind: both in the lines, or in the same results. A shrunk
// scenario keeps to the kind that it began with.
bool same_kind(const Divergence& a, const Divergence& b);

// One sentence: "after 12 lines, model: `...`, kernel:6.12: `...`".
std::string divergence_summary(const Divergence& divergence, const std::string& first,
                               const std::string& second);
// Lines for people, each with the side that it is from in front.
std::string divergence_text(const Divergence& divergence, const std::string& first,
                            const std::string& second);

}  // namespace drmsim::scenarios
