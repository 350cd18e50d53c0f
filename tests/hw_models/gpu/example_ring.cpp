// A ring alone, its registers written by hand: what has happened when the doorbell's write returns.
#include "hw_models/gpu/ring.h"

#include <catch2/catch.hpp>

#include "hw_models/gpu/system_memory.h"
#include "tests/hw_models/gpu/lifted_ring.h"

namespace drmsim::hw {
namespace {

TEST_CASE(
    "example: a lone ring starts at its doorbell, and a killed job's fence is written all the "
    "same") {
  sim::World world;
  SystemMemory memory(1'024);
  LiftedRing lifted(world, memory, memory.allocate(LiftedRing::kDwords));
  Ring& ring = lifted.ring;
  const std::uint64_t fence = memory.allocate(1);
  const sim::JobTag stuck{world.intern("stuck"), 0};
  JobFaults hangs;
  hangs.hang_attempts = kEveryAttempt;
  lifted.faults.set(stuck, hangs);
  std::vector<sim::TimeNs> interrupts_ns;
  lifted.fence_line.request([&] { interrupts_ns.push_back(world.now()); });

  CHECK(ring.soft_recovery_target() == Resettable::kNoTarget);
  lifted.writer.execute(stuck, 100);
  lifted.writer.write_fence(fence, 1, true);
  lifted.writer.execute(sim::JobTag{world.intern("next"), 0}, 100);
  lifted.writer.write_fence(fence, 2, true);
  lifted.doorbell();
  CHECK(lifted.read(offsetof(RingRegisters, status)) ==  // before any time has passed
        (ring_status::busy | ring_status::hung | ring_status::wait_engine));
  world.run();
  CHECK(memory.read32(fence) == 0);

  const std::uint64_t target = ring.soft_recovery_target();
  ring.kill(target);
  CHECK(memory.read32(fence) == 1);
  CHECK(ring.soft_recovery_target() != target);  // the job behind it
  ring.kill(target);                             // so this kills nobody
  world.run();
  CHECK(memory.read32(fence) == 2);
  CHECK(interrupts_ns == std::vector<sim::TimeNs>{0, 100});
  CHECK(lifted.read(offsetof(RingRegisters, status)) == 0);
  CHECK(world.hazards().empty());
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
