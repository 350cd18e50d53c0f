// A display controller whose vertical blank embeds its event, and arms it anew each time.
#include "sim/timed_event.h"

#include <optional>

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a periodic event arms itself in fire, and its destruction is its end") {
  class Vblank final : public TimedEvent {
   public:
    Vblank(World& world, TimeNs period_ns)
        : TimedEvent(world.timeline()), world_(world), period_ns_(period_ns) {
      arm_after(period_ns_);
    }
    const std::vector<TimeNs>& fired_ns() const { return fired_ns_; }

   private:
    void fire() override {
      CHECK_FALSE(armed());                      // by now: it may be armed again
      CHECK(world_.cpu().current() == nullptr);  // hardware: nothing here may block
      CHECK(world_.now() == deadline_ns());
      fired_ns_.push_back(world_.now());
      arm_after(period_ns_);
    }
    World& world_;
    TimeNs period_ns_;
    std::vector<TimeNs> fired_ns_;
  };
  World world;
  std::optional<Vblank> vblank(std::in_place, world, 16'667);
  world.run_until(50'001);
  CHECK(vblank->fired_ns() == std::vector<TimeNs>{16'667, 33'334, 50'001});
  vblank->arm_at(60'000);  // an armed event moves
  CHECK(vblank->deadline_ns() == 60'000);
  world.run_until(60'000);
  CHECK(vblank->fired_ns().back() == 60'000);
  vblank.reset();  // armed for 76'667
  world.run();
  CHECK(world.now() == 60'000);
}

}  // namespace
}  // namespace drmsim::sim
