// A race that the plain run never meets, made to happen every time by one scripted preemption.
#include "sim/holds.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a hold reproduces a check that is too old when it is acted upon") {
  struct Ring {
    void submit() {
      if (stopped) return;
      world.point(Point::read);  // it may be stopped now
      if (stopped) late_submissions += 1;
    }
    World& world;
    bool stopped = false;
    int late_submissions = 0;
  };
  const auto late_submissions = [](const std::vector<Hold>& holds) {
    World world;
    for (const Hold& hold : holds) world.holds().add(hold);
    Ring ring{world};
    world.spawn_task("client", [&] {
      for (int i = 0; i < 3; ++i) ring.submit();
    });
    world.spawn_task("reset", [&] { ring.stopped = true; });
    world.run();
    return std::pair(ring.late_submissions, world.holds().unused());
  };
  Hold hold;
  hold.role = "client";
  hold.point = Point::read;
  hold.function = "drm_ring_submit";  // the kernel's name: its prefix is a class here
  hold.occurrence = 3;
  hold.duration_ns = 50'000;
  CHECK(late_submissions({}).first == 0);
  CHECK(late_submissions({hold}).first == 1);
  CHECK(late_submissions({hold}).second.empty());

  Hold wrong = hold;
  wrong.occurrence = 4;  // there are only three
  CHECK(late_submissions({wrong}).first == 0);
  CHECK(late_submissions({wrong}).second == std::vector<Hold>{wrong});
}

}  // namespace
}  // namespace drmsim::sim
