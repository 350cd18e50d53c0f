// A flag of a driver's own, with the places named at which a context can lose the processor.
#include "sim/schedule_point.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a driver's own primitive has schedule points, and a hold finds them") {
  struct Doorbell {
    bool ring() {  // test_and_set_bit: looked at by others without a lock
      world.point(Point::atomic);
      return std::exchange(rung, true);
    }
    void flush() { world.point(Point::user); }
    World& world;
    bool rung = false;
  };
  CHECK(std::string(point_name(Point::atomic)) == "atomic");  // as in files and in the log
  CHECK(std::string(point_name(Point::user)) == "user");
  for (const Point point : {Point::atomic, Point::user}) {
    World world;
    Doorbell doorbell{world};
    Diary diary(world);
    TextLog log(world);
    world.holds().add(Hold{"client", point, "", 1, 300});
    world.spawn_task("first", [&] {
      diary(doorbell.ring() ? "first is late" : "first");
      doorbell.flush();
      diary("first has flushed");
    });
    world.spawn_task("second", [&] { diary(doorbell.ring() ? "second is late" : "second"); });
    world.run();
    REQUIRE(log.lines().size() == 1);
    CHECK_THAT(log.lines().front(), Catch::Contains(std::string("at=") + point_name(point)));
    CHECK(diary.lines() == (point == Point::atomic
                                ? Lines{"second", "first is late 300", "first has flushed 300"}
                                : Lines{"first", "second is late", "first has flushed 300"}));
  }
}

}  // namespace
}  // namespace drmsim::sim
