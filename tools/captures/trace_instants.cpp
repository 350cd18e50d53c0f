#include "tools/captures/trace_instants.h"

#include <algorithm>

namespace drmsim::scenarios {

void join_instants(std::vector<TraceEvent>& events, std::vector<sim::TimeNs> all_ns) {
  std::sort(all_ns.begin(), all_ns.end());
  std::size_t next = 0;
  sim::TimeNs instant_ns = 0;
  for (TraceEvent& event : events) {
    for (; next < all_ns.size() && all_ns[next] <= event.time_ns; ++next) {
      const bool follows = next > 0 && all_ns[next] - all_ns[next - 1] <= 1;
      if (!follows) instant_ns = all_ns[next];
    }
    event.time_ns = instant_ns;
  }
}

}  // namespace drmsim::scenarios
