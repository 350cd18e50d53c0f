// Two rings of one engine that is two jobs wide, and a full reset that fails the first time.
#include "hw_models/gpu/gpu_config.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a configuration says which rings share what, and what fails how often") {
  GpuConfig config;
  config.engines.push_back({"shader cores", 2});
  ResetDomainConfig domain;
  domain.full.time_ns = 500;
  domain.full.fails = 1;
  domain.ring.fails = kEveryAttempt;  // this hardware cannot do it
  config.reset_domains.push_back(domain);
  for (const char* name : {"gfx", "compute"}) {
    RingConfig& ring = config.rings.emplace_back();
    ring.name = name;
    ring.engine = 0;
    ring.reset_domain = 0;
    ring.size_dwords = ring_size_dwords_for(4);
    ring.interrupt.latency = sim::Delay::fixed(30);
  }
  GpuBench bench(config);
  bench.cpu(0, [&] {
    bench.submit("a", 1'000, 0);
    bench.submit("b", 1'000, 1);   // beside it
    bench.submit("c", 90'000, 1);  // when one of them has ended
    bench.world.cpu().sleep_for(2'000);
    bench.reset(ResetKind::ring, 1);
    CHECK(bench.reset_status() == reset_status::failed);
    bench.reset(ResetKind::full);
    CHECK(bench.reset_status() == reset_status::busy);
    bench.world.cpu().sleep_for(500);
    CHECK(bench.reset_status() == reset_status::failed);
    CHECK(bench.status(1) == ring_status::busy);  // as if nothing had been asked
    bench.reset(ResetKind::full);
    bench.world.cpu().sleep_for(500);
    CHECK(bench.reset_status() == 0);
    CHECK(bench.status(1) == 0);
  });
  bench.run();
  CHECK(bench.fence_irqs(0) == std::vector<sim::TimeNs>{1'030});
  CHECK(bench.fence_irqs(1) == std::vector<sim::TimeNs>{1'030});  // and none of c
  CHECK(bench.fence(1) == 1);
}

}  // namespace
}  // namespace drmsim::hw
