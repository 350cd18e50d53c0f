// The rings of random scenarios: what a scheduler, or the reader of files, would refuse is not
// drawn.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tools/random/draw.h"
#include "tools/random/random_machine.h"

namespace drmsim::scenarios {
namespace {

constexpr std::uint64_t kMachines = 400;

ScenarioSpec drawn_machine(std::uint64_t seed,
                           const std::vector<std::string>& policies = {"fifo", "rr"}) {
  ScenarioSpec spec;
  Draw draw(seed);
  add_random_machine(spec, draw, policies);
  return spec;
}

template <class Parts>
bool is_named(const Parts& parts, const std::string& name) {
  return std::count_if(parts.begin(), parts.end(),
                       [&name](const auto& part) { return part.name == name; }) == 1;
}

}  // namespace

TEST_CASE("random machine: one to three rings, each with hardware that is there once") {
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = drawn_machine(seed);
    CHECK(spec.rings.size() >= 1);
    CHECK(spec.rings.size() <= 3);
    for (const RingSpec& ring : spec.rings) {
      CHECK(is_named(spec.rings, ring.name));
      CHECK(is_named(spec.engines, ring.engine.name));
      CHECK(is_named(spec.reset_domains, ring.reset_domain.name));
    }
  }
}

TEST_CASE("random machine: all rings have one policy, of those that both sides have") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = drawn_machine(seed, {"fifo", "rr", "fair"});
    for (const RingSpec& ring : spec.rings) {
      CHECK(ring.scheduler.policy.name == spec.rings.front().scheduler.policy.name);
    }
    seen.insert(spec.rings.front().scheduler.policy.name);
  }
  CHECK(seen == std::set<std::string>{"", "fair", "rr"});  // fifo without a word
}

TEST_CASE("random machine: a single policy is what every ring has, fifo without a word") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    for (const RingSpec& ring : drawn_machine(seed, {"rr"}).rings) {
      CHECK(ring.scheduler.policy.name == "rr");
    }
    for (const RingSpec& ring : drawn_machine(seed, {"fifo"}).rings) {
      CHECK(ring.scheduler.policy.name.empty());
    }
  }
}

TEST_CASE("random machine: a ring has room for the replayed jobs beside as many new ones") {
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    for (const RingSpec& ring : drawn_machine(seed).rings) {
      CAPTURE(seed, ring.name);
      CHECK(ring.scheduler.credit_limit >= 1);
      CHECK(ring.slots >= 2 * ring.scheduler.credit_limit);
    }
  }
}

TEST_CASE("random machine: an entity that moves finds its priority on every ring") {
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = drawn_machine(seed);
    for (const RingSpec& ring : spec.rings) {
      CHECK(ring.scheduler.num_rqs == spec.rings.front().scheduler.num_rqs);
      CHECK(ring.scheduler.num_rqs >= 1);
      CHECK(ring.scheduler.num_rqs <= 4);
    }
  }
}

TEST_CASE("random machine: a shared queue is shared by all rings, under one name") {
  using Queue = QueueSpec::Kind;
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = drawn_machine(seed);
    const SchedulerSpec& first = spec.rings.front().scheduler;
    for (const RingSpec& ring : spec.rings) {
      for (const auto queue : {&SchedulerSpec::submit_queue, &SchedulerSpec::timeout_queue}) {
        const QueueSpec& one = ring.scheduler.*queue;
        CHECK((one.kind == Queue::shared) == ((first.*queue).kind == Queue::shared));
        CHECK(one.shared_name.empty() == (one.kind != Queue::shared));
        if (one.kind == Queue::shared) CHECK((one == first.*queue));
      }
      CHECK(ring.scheduler.submit_queue.shared_name != "reset");  // no timeout behind a submission
    }
  }
}

TEST_CASE("random machine: rings of one reset domain reset it in the same way") {
  std::size_t coupled = 0;
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = drawn_machine(seed);
    const RingSpec& first = spec.rings.front();
    for (const RingSpec& ring : spec.rings) {
      if (&ring == &first || ring.reset_domain.name != first.reset_domain.name) continue;
      ++coupled;
      CHECK(ring.driver.reset == first.driver.reset);
    }
  }
  CHECK(coupled > 20);
}

TEST_CASE("random machine: with a coarse grid, interrupts and workers cost nothing") {
  std::size_t fine_with_costs = 0;
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    ScenarioSpec spec;
    Draw draw(seed);
    add_random_machine(spec, draw, {"fifo"});
    const bool costs = !spec.interrupt.latency.is_zero() || !spec.cpu.wakeup.is_zero() ||
                       spec.interrupt.coalesce_window_ns != 0;
    if (draw.grid_ns() > 100'000) CHECK_FALSE(costs);  // two steps of it are half a timeout
    fine_with_costs += draw.grid_ns() <= 100'000 && costs ? 1 : 0;
  }
  CHECK(fine_with_costs > 20);
}

TEST_CASE("random machine: timeouts are whole jiffies, or none") {
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    for (const RingSpec& ring : drawn_machine(seed).rings) {
      if (ring.scheduler.timeout_ns == sim::kForever) continue;
      CHECK(ring.scheduler.timeout_ns % 1'000'000 == 0);
      CHECK(ring.scheduler.timeout_ns > 0);
    }
  }
}

TEST_CASE("random machine: costs, latencies and recoveries are fixed, not drawn at run time") {
  for (std::uint64_t seed = 1; seed <= kMachines; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = drawn_machine(seed);
    CHECK(spec.cpu.submit.is_fixed());
    CHECK(spec.cpu.wakeup.is_fixed());
    CHECK(spec.interrupt.latency.is_fixed());
    for (const RingSpec& ring : spec.rings) {
      CHECK(ring.driver.run_job_cost.is_fixed());
      CHECK(ring.driver.keep_reference);  // no mistakes with references
      CHECK_FALSE(ring.driver.unbalanced_put);
      CHECK(ring.driver.release == FenceRelease::rcu);
    }
  }
}

}  // namespace drmsim::scenarios
