// The smallest driver: its hardware is a timer, one job at a time. It never touches the ring that
// the scenario gives it, which shows what a machine asks of a driver, and nothing else.
#include "scenarios/drivers/common/driver.h"

#include <utility>

#include <catch2/catch.hpp>

#include "scenarios/drivers/common/driver_job.h"
#include "scenarios/drivers/common/hw_fence.h"
#include "sim/timed_event.h"
#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

class TimerJob final : public DriverJob {
 public:
  TimerJob(const DriverContext& context, drm::Entity& entity, const JobRequest& request)
      : DriverJob(context.api, context.world, entity, request, sim::Where::here()) {}
  static TimerJob& of(drm::Job& job) { return static_cast<TimerJob&>(storage_of(job)); }
};

class TimerDriver final : public Driver {
 public:
  explicit TimerDriver(const DriverContext& context)
      : context_(context),
        name_(context.world.intern(context.ring.name)),
        done_(context.world.timeline(), [this] { complete(); }),
        line_(context.world, context.ring.name) {
    line_.request([this] { interrupt(); });
  }
  void attach(drm::Scheduler& scheduler) override { scheduler_ = &scheduler; }
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override {
    return (new TimerJob(context_, entity, request))->job();
  }
  drm::RunJobResult run_job(drm::Job& job) override {
    auto* fence = new OwnHwFence(context_.api, context_.world, name_, "timer", sim::Where::here());
    running_ = &fence->init(lock_, fence_context_, ++seqno_);
    context_.api.dma_fence_get(running_);  // until the interrupt; the first is the scheduler's
    done_.arm_after(TimerJob::of(job).duration_ns);
    return drm::RunJobResult::hardware_fence(running_);
  }
  drm::SchedStat timedout_job(drm::Job&) override { return drm::SchedStat::enodev; }
  void free_job(drm::Job& job) override {
    context_.api.drm_sched_job_cleanup(job);
    context_.world.memory().free(TimerJob::of(job));
  }
  void fini() override { line_.disable(); }

 private:
  void complete() { line_.raise(); }
  void interrupt() {
    drm::Fence* fence = std::exchange(running_, nullptr);
    context_.api.dma_fence_signal(*fence);
    context_.api.dma_fence_put(fence);
  }

  const DriverContext context_;
  const sim::NameId name_;
  drm::Scheduler* scheduler_ = nullptr;
  sim::SpinLock lock_{context_.world, "timer.lock"};
  std::uint64_t fence_context_ = context_.world.allocate_fence_contexts(1);
  std::uint64_t seqno_ = 0;
  drm::Fence* running_ = nullptr;
  sim::TimedCallback done_;
  sim::IrqLine line_;
};

}  // namespace

TEST_CASE("example: a driver whose hardware is a timer serves a scenario") {
  Extensions mine;
  mine.drivers.add(
      "timer", [](const DriverContext& context) { return std::make_unique<TimerDriver>(context); });
  MachineOptions options;
  options.extensions = &mine;
  const std::string file = R"(name = "t"
ring = [{ name = "gfx", driver = { kind = "timer" }, scheduler = { credit_limit = 1 } }]
entity = [{ name = "app", rings = "gfx" }, { name = "other", rings = "gfx" }]
job = [{ name = "a", entity = "app", duration = "10us", count = 2 },
       { name = "b", entity = "other", duration = "5us", after = "a1" }]
)";
  const RunReport report = tests::run_program(file, nullptr, options);
  CHECK(report.hazards.empty());  // no leak, no reference too many
  CHECK(report.jobs == 3);
  CHECK(report.virtual_time_ns == 25'000);

  // What a driver may leave out is refused where a scenario asks for it.
  const std::string unload = "[[action]]\nat = \"1us\"\ndo = \"unload\"\nring = \"gfx\"\n";
  CHECK_THROWS_WITH(tests::run_program(file + unload, nullptr, options),
                    Catch::Contains("its driver does not count its jobs"));
}

}  // namespace drmsim::scenarios
