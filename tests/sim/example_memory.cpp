// Buffers of a driver in tracked memory: what is left over, and how long an address stays known.
#include "sim/memory.h"

#include "sim/tracked.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a leak names the place of its allocation, and a hold keeps what is freed") {
  struct Buffer final : Tracked {
    Buffer(World& world, int& count, Where where)
        : Tracked(world, "buffer", where), buffers(count) {
      ++buffers;
    }
    ~Buffer() override { --buffers; }
    std::string label() const override { return "scratch"; }
    int& buffers;
  };
  int buffers = 0;
  WorldOptions options;
  options.quarantine_objects = 2;
  World world(options);
  const auto allocate = [&](Where where = Where::here()) {
    world.memory().check_allocation(Gfp::kernel, "a buffer", where);
    return new Buffer(world, buffers, where);
  };
  QuarantineHold hardware(world.memory());  // a command in flight knows addresses
  for (int i = 0; i < 5; ++i) world.memory().free(*allocate());
  CHECK(world.memory().alive() == 0);
  CHECK(buffers == 5);  // out of service, not gone
  hardware.end();
  world.memory().free(*allocate());
  CHECK(buffers == 2);  // as many as the quarantine keeps by itself

  const int line = __LINE__ + 1;
  allocate();
  world.memory().report_leaks();
  CHECK(hazard_names(world) == Lines{"leak"});
  CHECK(world.hazards().all().front().where.line() == line);
}

}  // namespace
}  // namespace drmsim::sim
