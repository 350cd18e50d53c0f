#include "tools/timeline/run_timeline.h"

#include <algorithm>

namespace drmsim::timeline {

std::size_t Job::attempts() const {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.end(), [](const RunCall& run) { return !run.without_fence; }));
}

const char* end_text(Execution::End end) {
  switch (end) {
    case Execution::End::done:
      return "done";
    case Execution::End::killed:
      return "killed";
    case Execution::End::reset:
      return "reset";
    case Execution::End::unfinished:
      break;
  }
  return "unfinished";
}

}  // namespace drmsim::timeline
