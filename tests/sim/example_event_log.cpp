// A statistic that reads the event log: how many jobs a ring had at most.
#include "sim/event_log.h"

#include <map>

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: an observer counts jobs on each ring from the events that it is shown") {
  class Depth final : public EventObserver {
   public:
    void begin(const Names& names) override { names_ = &names; }
    void on_event(const Event& event) override {
      if (event.kind == EventKind::hw_start) {
        int& now = now_[event.name(1)];
        int& most = most_[names_->text(event.name(1))];
        most = std::max(most, ++now);
      }
      if (event.kind == EventKind::hw_done) --now_[event.name(1)];
    }
    const std::map<std::string, int>& most() const { return most_; }

   private:
    const Names* names_ = nullptr;  // came with attach(), before the first event
    std::map<NameId, int> now_;
    std::map<std::string, int> most_;
  };
  World world;
  const auto run = [&](const char* ring, std::uint32_t number, TimeNs for_ns) {
    const JobTag job{world.intern("job"), number + 1};
    const NameId name = world.intern(ring);
    world.log().emit(EventKind::hw_start, job, name, static_cast<const char*>(nullptr));
    world.cpu().sleep_for(for_ns);
    world.log().emit(EventKind::hw_done, job, name);
  };
  CHECK_FALSE(world.log().active());  // an event costs a branch
  world.log().emit(EventKind::hw_start, JobTag{}, world.intern("gfx"), "missed by who comes later");
  Depth depth;
  world.log().attach(depth);
  for (std::uint32_t i = 0; i < 3; ++i) {
    world.spawn_task("client", [&, i] {
      world.cpu().sleep_for(i * 10);
      run("gfx", i, 15);
      run("compute", i, 1);
    });
  }
  world.run();
  world.log().detach(depth);
  CHECK(depth.most() == std::map<std::string, int>{{"compute", 1}, {"gfx", 2}});
}

}  // namespace
}  // namespace drmsim::sim
