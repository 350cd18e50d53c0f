#include "tools/wsim/workload_step.h"

#include <array>

namespace drmsim::scenarios::wsim {

std::uint64_t WorkingSet::object_count() const {
  std::uint64_t count = 0;
  for (const ObjectRun& run : runs) count += run.copies;
  return count;
}

std::string_view describe(const Action& action) {
  static constexpr std::array<std::string_view, std::variant_size_v<Action>> kNames = {
      "a batch",          "a delay (d)",       "a period (p)",  "a sync (s)",
      "a throttle (t)",   "a queue depth (q)", "a fence (f)",   "a fence signal (a)",
      "a terminate (T)",  "an engine map (M)", "a balance (B)", "a priority (P)",
      "a working set (w)"};
  return kNames[action.index()];
}

}  // namespace drmsim::scenarios::wsim
