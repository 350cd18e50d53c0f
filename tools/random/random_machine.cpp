#include "tools/random/random_machine.h"

#include <algorithm>
#include <array>

#include "scenarios/format/resolve/expand.h"

namespace drmsim::scenarios {
namespace {

constexpr std::array<const char*, 3> kRingNames = {"gfx", "compute", "copy"};

// What holds for all rings of a scenario.
struct Common {
  bool shared_submit_queue;
  bool shared_timeout_queue;
  std::uint32_t num_rqs;  // an entity that moves finds its priority everywhere
};

SchedulerSpec random_scheduler(Draw& draw, const Common& common) {
  SchedulerSpec scheduler;
  scheduler.credit_limit = draw.pick({1u, 1u, 2u, 3u, 4u, 8u});
  // Schedulers count in jiffies, of 1 ms here.
  scheduler.timeout_ns =
      draw.percent(6) ? sim::kForever : draw.pick({1'000'000u, 1'000'000u, 2'000'000u, 3'000'000u});
  scheduler.hang_limit = draw.pick({0u, 0u, 1u, 2u});
  scheduler.num_rqs = common.num_rqs;
  if (common.shared_submit_queue) {
    scheduler.submit_queue = {QueueSpec::Kind::shared, "submit"};
  } else if (draw.percent(20)) {
    scheduler.submit_queue.kind = QueueSpec::Kind::system;
  }
  if (common.shared_timeout_queue) {
    scheduler.timeout_queue = {QueueSpec::Kind::shared, "reset"};
  } else if (draw.percent(20)) {
    scheduler.timeout_queue.kind = QueueSpec::Kind::own;
  }
  return scheduler;
}

DriverSpec random_driver(Draw& draw) {
  DriverSpec driver;
  driver.reset_time_ns = draw.percent(30) ? 0 : draw.pick({draw.steps(1, 4), sim::TimeNs{50'000}});
  driver.resubmit = !draw.percent(8);
  driver.reread_hardware = draw.percent(30);
  driver.on_false_timeout = draw.pick({FalseTimeout::reset, FalseTimeout::reinsert});
  driver.fence = draw.pick({FenceStorage::embedded, FenceStorage::preallocated});
  if (draw.percent(8)) {
    driver.soft_recovery = true;
    driver.soft_recovery_wait_ns = draw.steps(1, 20);
  }
  if (draw.percent(15)) driver.run_job_cost = sim::Delay::fixed(draw.steps(1, 3));
  return driver;
}

// Rings that are reset together, or share an engine.
void couple(ScenarioSpec& spec, Draw& draw) {
  if (spec.rings.size() > 1 && draw.percent(30)) {
    ResetDomainSpec domain;
    domain.name = "gpu";
    if (draw.percent(30)) domain.full_reset_time_ns = draw.steps(1, 3);
    spec.reset_domains.push_back(domain);
    const ResetScope scope = draw.pick({ResetScope::ring, ResetScope::full});
    for (RingSpec& ring : spec.rings) {
      ring.reset_domain.name = domain.name;
      ring.driver.reset = scope;
    }
  } else if (draw.percent(15)) {
    ResetDomainSpec domain;
    domain.name = spec.rings.front().name;
    domain.ring_reset_time_ns = draw.steps(1, 3);
    domain.ring_reset_fails = draw.number(0, 2);
    spec.reset_domains.push_back(domain);
  }
  if (spec.rings.size() > 1 && draw.percent(12)) {
    spec.engines.push_back(EngineSpec{{}, "shader", draw.number(1, 2)});
    for (RingSpec& ring : spec.rings) ring.engine.name = "shader";
  }
}

}  // namespace

void add_random_machine(ScenarioSpec& spec, Draw& draw, const std::vector<std::string>& policies) {
  if (draw.percent(10)) spec.timer_rounding = sim::TimerRounding::wheel;
  const std::uint32_t rings = draw.pick({1u, 1u, 2u, 2u, 3u});
  const Common common = {draw.percent(20), draw.percent(30),
                         draw.percent(90) ? 4 : draw.number(1, 3)};
  const std::string policy = draw.pick(policies);
  for (std::uint32_t i = 0; i < rings; ++i) {
    RingSpec& ring = spec.rings.emplace_back();
    ring.name = kRingNames[i];
    ring.scheduler = random_scheduler(draw, common);
    // fifo is what a scheduler has without a word, or rr, if that is all.
    if (policy != "fifo") ring.scheduler.policy.name = policy;
    ring.driver = random_driver(draw);
    // At least twice as many as there are credits: jobs that are replayed although their fences
    // have signalled are freed by the scheduler, and others come, while the ring executes them.
    const std::uint32_t limit = ring.scheduler.credit_limit;
    ring.slots = limit + std::max(limit, draw.pick({7u, 8u, 16u}));
  }
  couple(spec, draw);
  // Costs well below the timeouts: else nothing ever completes.
  const bool fine = draw.grid_ns() <= 100'000;
  if (fine && draw.percent(20)) spec.interrupt.latency = sim::Delay::fixed(draw.steps(1, 2));
  if (fine && draw.percent(10)) spec.interrupt.coalesce_window_ns = draw.steps(1, 3);
  if (draw.percent(8)) spec.cpu.submit = sim::Delay::fixed(draw.steps(1, 2));
  if (fine && draw.percent(15)) spec.cpu.wakeup = sim::Delay::fixed(draw.steps(1, 2));
  imply_hardware(spec);
}

}  // namespace drmsim::scenarios
