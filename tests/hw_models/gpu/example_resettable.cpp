// Soft recovery of a queue of one's own: who was chosen may be gone when it takes effect.
#include "hw_models/gpu/resettable.h"

#include <cstddef>
#include <deque>

#include <catch2/catch.hpp>

#include "hw_models/gpu/reset_domain.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: soft recovery kills the job that it was asked for, and never its successor") {
  struct Queue final : Resettable {
    void begin_reset() override { stopped = true; }
    std::uint32_t complete_reset() override {
      const auto dropped = static_cast<std::uint32_t>(jobs.size());
      jobs.clear();
      stopped = false;
      return dropped;
    }
    std::uint64_t soft_recovery_target() const override {
      return jobs.empty() ? kNoTarget : jobs.front();
    }
    void kill(std::uint64_t target) override {
      if (!jobs.empty() && jobs.front() == target) jobs.pop_front();
    }
    std::deque<std::uint64_t> jobs;
    bool stopped = false;
  };
  sim::World world;
  DelayLine delays("delays", world);
  ResetDomainConfig config;
  config.soft_recovery.time_ns = 200;
  ResetDomain domain("domain", world, delays, config);
  Queue queue;
  const std::uint32_t number = domain.add_ring(queue);
  const auto command = [&](ResetKind kind) {
    domain.write_register(offsetof(ResetRegisters, command), reset_command(kind, number));
    world.cpu().sleep_for(200);
  };
  world.spawn_task("driver", [&] {
    queue.jobs = {1, 2, 3};
    command(ResetKind::soft_recovery);
    CHECK(queue.jobs == std::deque<std::uint64_t>{2, 3});
    world.spawn_task("hardware", [&] { queue.jobs.pop_front(); });  // 2 ends meanwhile
    command(ResetKind::soft_recovery);
    CHECK(queue.jobs == std::deque<std::uint64_t>{3});
    command(ResetKind::ring);
    CHECK(queue.jobs.empty());
    CHECK_FALSE(queue.stopped);
  });
  world.run();
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
