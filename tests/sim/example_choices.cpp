// A strategy of one's own: one context goes first wherever there is a choice.
#include "sim/choices.h"

#include <algorithm>

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a strategy prefers one context, at each choice and by its number") {
  class Favourite final : public Strategy {
   public:
    explicit Favourite(ActorId favourite) : favourite_(favourite) {}
    void begin_run(std::uint64_t seed) override { seed_ = seed; }
    unsigned choose(const Choice& choice) override {
      if (choice.actors == nullptr) return 0;  // not about contexts
      // Option 0 of a preemption is that the running context goes on.
      if (choice.kind == ChoiceKind::preempt) CHECK(choice.actors[0] != kTimeActor);
      const ActorId* end = choice.actors + choice.options;
      const ActorId* found = std::find(choice.actors, end, favourite_);
      return found == end ? 0 : static_cast<unsigned>(found - choice.actors);
    }
    std::uint64_t seed() const { return seed_; }

   private:
    ActorId favourite_;
    std::uint64_t seed_ = 0;
  };
  const auto order = [](Strategy* strategy) {
    WorldOptions options;
    options.strategy = strategy;
    options.seed = 42;
    World world(options);
    Diary diary(world);
    for (const char* name : {"a", "b", "c"}) {  // numbered 1, 2, 3
      world.spawn_task(name, [&, name] {
        diary(name);
        world.point(Point::user);  // may lose the processor here
        diary(name);
      });
    }
    world.run();
    return diary.lines();
  };
  CHECK(order(nullptr) == Lines{"a", "a", "b", "b", "c", "c"});  // option 0 everywhere
  Favourite third(3);
  CHECK(order(&third) == Lines{"c", "c", "a", "a", "b", "b"});
  CHECK(third.seed() == 42);
  Favourite time(kTimeActor);  // contexts wait until nothing else can happen
  CHECK(order(&time) == order(nullptr));
}

}  // namespace
}  // namespace drmsim::sim
