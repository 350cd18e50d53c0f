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

TEST_CASE("example: a latency is one of those that were measured, each as likely as any other") {
  World world;
  const Delay measured = Delay::one_of({5, 5, 5, 900});
  CHECK(measured.min_ns == 5);
  CHECK(measured.max_ns == 900);
  CHECK(measured.values() == std::vector<TimeNs>{5, 5, 5, 900});
  CHECK(measured == Delay::one_of({5, 5, 5, 900}));
  CHECK_FALSE(measured == Delay{5, 900});  // a range has other values
  CHECK_FALSE(measured == Delay::one_of({5, 900}));
  CHECK(Delay::one_of({7, 7}) == Delay::fixed(7));
  int long_ones = 0;
  for (int i = 0; i < 4000; ++i) {
    const TimeNs drawn = world.draw(measured);
    CHECK((drawn == 5 || drawn == 900));
    if (drawn == 900) ++long_ones;
  }
  CHECK(long_ones > 900);
  CHECK(long_ones < 1100);

  Delay later = measured;  // all of them by as much
  later.min_ns += 100;
  later.max_ns += 100;
  CHECK(later.values() == std::vector<TimeNs>{105, 105, 105, 1000});
}

}  // namespace
}  // namespace drmsim::sim
