// A failure made small and told, and how that crosses from a worker process.
#pragma once

#include <string>

#include "tools/explore/shrinker.h"
#include "tools/explore/story.h"

namespace drmsim::scenarios {

struct Explanation {
  Shrunk shrunk;
  Story story;
};

// shrink(), and tell() of what is left.
Explanation explain(const ScenarioSpec& spec, const Failure& failure,
                    const MachineOptions& machine);

std::string explanation_text(const Explanation& explanation);  // JSON
Explanation explanation_from_text(const std::string& text);

}  // namespace drmsim::scenarios
