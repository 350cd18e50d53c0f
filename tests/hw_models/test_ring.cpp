// The ring: doorbell, packets, pointers, and the order of what can be seen.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("ring: a doorbell on an idle ring starts the job inside the register write") {
  GpuBench bench(separate_rings(1));
  bench.cpu(1'000, [&] {
    bench.submit("a", 10'000);
    CHECK(bench.log == Lines{"1000 hw_start job=a sched=gfx"});
    CHECK(bench.status() == ring_status::busy);
  });
  bench.run();
  CHECK(bench.log == Lines{"1000 hw_start job=a sched=gfx", "11000 hw_done job=a sched=gfx"});
  CHECK(bench.fence() == 1);
  CHECK(bench.fence_irqs() == std::vector<sim::TimeNs>{11'000});
  CHECK(bench.hazards().empty());
}

}  // namespace
}  // namespace drmsim::hw
