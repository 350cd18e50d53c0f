// What a writer has spread by nanoseconds is one instant again.
#include <catch2/catch.hpp>

#include "tools/captures/trace_instants.h"

namespace drmsim::scenarios {

TEST_CASE("trace instants: a chain of nanoseconds is one instant, also through other events") {
  std::vector<TraceEvent> events(4);
  events[0].time_ns = 100;
  events[1].time_ns = 103;
  events[2].time_ns = 105;  // 104 is nobody's
  events[3].time_ns = 1'000;
  join_instants(events, {102, 100, 101, 103, 105, 1'000});
  CHECK(events[0].time_ns == 100);
  CHECK(events[1].time_ns == 100);
  CHECK(events[2].time_ns == 105);
  CHECK(events[3].time_ns == 1'000);
}

}  // namespace drmsim::scenarios
