// A frame in two passes: the interrupt of the first thread starts the second.
#include "hw_models/v3d/v3d.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/v3d/v3d_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a frame is binned and then rendered, each at the interrupt of the one before") {
  V3dBench bench;
  sim::World& world = bench.world;
  std::vector<sim::TimeNs> frames_ns;
  bench.v3d.core_irq().request([&] {
    const std::uint32_t done = bench.read(V3dInterrupts::kStatus);
    bench.write(V3dInterrupts::kClear, done);
    if ((done & V3dCoreInterrupt::kBinDone) != 0) bench.start(1, "frame", 5'000'000);
    if ((done & V3dCoreInterrupt::kRenderDone) != 0) frames_ns.push_back(world.now());
  });
  V3d::List list{};
  bench.run([&] {
    bench.unmask();
    list = bench.start(0, "frame", 1'000'000);
    CHECK(list.begin < list.end);
    world.cpu().sleep_for(2'000'000);
    bench.v3d.remove(list.begin);  // its memory is used again
    CHECK(frames_ns.empty());
  });
  CHECK(frames_ns == std::vector<sim::TimeNs>{6'000'000});
  CHECK(bench.log == std::vector<std::string>{"hw_start frame bin", "hw_done frame bin",
                                              "hw_start frame render", "hw_done frame render"});
  CHECK(world.hazards().empty());
  bench.run([&] { bench.start_at(0, list); });  // no list is there any more
  CHECK(world.hazards().all().size() == 1);
}

TEST_CASE("example: a thread without a name works, and is not in the event log") {
  sim::World world;
  FaultPlan faults;
  V3d v3d("v3d", world, faults, {});
  MmioMaster bus("bus", world);
  bus.socket.bind(v3d.registers.socket);
  v3d.name_thread(1, "render");
  V3dLog log(world);
  world.spawn_task("driver", [&] {
    const sim::JobTag job{world.intern("job"), 0};
    for (std::uint32_t thread = 0; thread < V3dThread::kCount; ++thread) {
      const V3d::List list = v3d.place(job, 1'000);
      bus.write32(V3dThread::kQueueBase + 4 * thread, list.begin);
      bus.write32(V3dThread::kQueueEnd + 4 * thread, list.end);
    }
    world.cpu().sleep_for(1'000);
    CHECK(bus.read32(V3dInterrupts::kStatus) ==
          (V3dCoreInterrupt::kBinDone | V3dCoreInterrupt::kRenderDone));
  });
  world.run();
  CHECK(log.lines == std::vector<std::string>{"hw_start job render", "hw_done job render"});
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
