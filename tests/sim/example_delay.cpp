// A device whose latency a scenario gives: one figure, or the two ends of a range.
#include "sim/delay.h"

#include <set>

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a latency is fixed, or drawn anew for each answer from the seed of the run") {
  using namespace literals;
  const auto latencies = [](Delay latency, std::uint64_t seed) {
    WorldOptions options;
    options.seed = seed;
    World world(options);
    std::vector<TimeNs> seen;
    world.spawn_task("client", [&] {
      for (int i = 0; i < 50; ++i) {
        const TimeNs asked_ns = world.now();
        world.cpu().sleep_for(world.draw(latency));
        seen.push_back(world.now() - asked_ns);
      }
    });
    world.run();
    return seen;
  };
  const Delay fixed = Delay::fixed(3_us);
  const Delay range{2_us, 6_us};
  CHECK(fixed == Delay{3_us, 3_us});
  CHECK(fixed.is_fixed());
  CHECK_FALSE(range.is_fixed());
  CHECK(Delay{}.is_zero());
  CHECK_FALSE(Delay{0, 1}.is_zero());  // it may take time
  CHECK(latencies(fixed, 1) == std::vector<TimeNs>(50, 3_us));
  const std::vector<TimeNs> drawn = latencies(range, 1);
  const std::set<TimeNs> different(drawn.begin(), drawn.end());
  CHECK(different.size() > 10);
  CHECK(*different.begin() >= 2_us);
  CHECK(*different.rbegin() <= 6_us);
  CHECK(latencies(range, 1) == drawn);
  CHECK(latencies(range, 2) != drawn);
}

}  // namespace
}  // namespace drmsim::sim
