// A driver for hardware that executes one job at a time, 10 us each, and a client with two jobs.
#include <memory>
#include <string>
#include <utility>

#include "sched/api/drm_api.h"
#include "sched/api/implementations.h"
#include "sched/model/model.h"
#include "sim/irq_line.h"
#include "sim/timed_event.h"
#include "sim/world.h"

using namespace drmsim;

namespace {

// One allocation each, as in a driver: what the scheduler needs is embedded.
struct HardwareFence final : sim::Tracked, drm::FenceOps {
  explicit HardwareFence(sim::World& world)
      : Tracked(world, "dma_fence", sim::Where::here()), memory(*this) {}
  std::string label() const override { return "example"; }
  const char* role() const override { return "hardware fence"; }
  const char* driver_name() const override { return "example"; }
  std::string timeline_name() const override { return "example"; }
  void release() override {
    world().rcu().call([this] { world().memory().free(*this); });
  }
  drm::FenceMemory memory;
};

struct ExampleJob final : sim::Tracked {
  explicit ExampleJob(sim::World& world)
      : Tracked(world, "drm_sched_job", sim::Where::here()), memory(*this) {}
  std::string label() const override { return world().names().text(memory.tag()); }
  drm::JobMemory memory;
};

class ExampleDriver final : public drm::BackendOps {
 public:
  ExampleDriver(sim::World& world, drm::Api& api)
      : world_(world),
        api_(api),
        engine_(world.timeline(), [this] { irq_.raise(); }),
        irq_(world, "engine") {
    irq_.request([this] { interrupt(); });
  }
  void attach(drm::Scheduler* scheduler) { scheduler_ = scheduler; }

  drm::RunJobResult run_job(drm::Job&) override {
    auto* fence = new HardwareFence(world_);
    running_ = &api_.dma_fence_init(fence->memory, *fence, fence_lock_, context_, ++seqno_);
    api_.dma_fence_get(running_);  // ours, until the interrupt; the first one is the scheduler's
    engine_.arm_after(10'000);
    return drm::RunJobResult::hardware_fence(running_);
  }

  drm::SchedStat timedout_job(drm::Job& job) override {
    api_.drm_sched_stop(*scheduler_, &job);
    engine_.disarm();
    api_.dma_fence_put(std::exchange(running_, nullptr));
    api_.drm_sched_resubmit_jobs(*scheduler_);
    api_.drm_sched_start(*scheduler_);
    return drm::SchedStat::nominal;
  }

  void free_job(drm::Job& job) override {
    api_.drm_sched_job_cleanup(job);
    world_.memory().free(drm::JobMemory::of(job).storage());
  }

 private:
  void interrupt() {
    drm::Fence* fence = std::exchange(running_, nullptr);  // the next job may start any time
    api_.dma_fence_signal(*fence);
    api_.dma_fence_put(fence);
  }

  sim::World& world_;
  drm::Api& api_;
  drm::Scheduler* scheduler_ = nullptr;
  sim::SpinLock fence_lock_{world_, "example.fence_lock"};
  std::uint64_t context_ = world_.allocate_fence_contexts(1);
  std::uint64_t seqno_ = 0;
  drm::Fence* running_ = nullptr;
  sim::TimedCallback engine_;
  sim::IrqLine irq_;
};

}  // namespace

// On that implementation of drm::Api. Returns what happened: "10000 20000", the times at which the
// jobs finished.
std::string run_readme_example(const std::string& implementation) {
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  drm::Implementations implementations;
  drm::add_model(implementations);
  const auto api = (*implementations.find(implementation))(drm::ApiContext{world, system_wq});
  ExampleDriver driver(world, *api);
  drm::SchedulerArgs args;
  args.name = "gfx";
  args.ops = &driver;
  args.timeout_ns = 1'000'000;
  drm::SchedulerPtr scheduler(api->drm_sched_init(args), {api.get()});
  driver.attach(scheduler.get());
  const drm::Process client{.id = 1};
  drm::EntityPtr entity(api->drm_sched_entity_init({.name = "client",
                                                    .priority = drm::Priority::normal,
                                                    .schedulers = {scheduler.get()},
                                                    .owner = client}),
                        {api.get()});

  std::string times;
  world.spawn_task("client", [&] {
    for (unsigned i = 0; i < 2; ++i) {
      drm::JobMemory& memory = (new ExampleJob(world))->memory;
      api->drm_sched_job_init(memory, *entity, 1, sim::JobTag{world.intern("client"), i + 1});
      api->drm_sched_job_arm(memory.job());
      drm::Fence* finished = api->dma_fence_get(&api->finished(memory.job()));
      api->drm_sched_entity_push_job(memory.job(), client);  // from here on the scheduler's
      api->dma_fence_wait_timeout(*finished);
      times += (i == 0 ? "" : " ") + std::to_string(world.now());
      api->dma_fence_put(finished);
    }
    world.cpu().sleep_for(1'000);  // fini would leak a job that was not freed yet
    api->drm_sched_entity_destroy(*entity, client);
    api->drm_sched_fini(*scheduler);
  });
  world.run();
  entity.reset();
  scheduler.reset();
  world.memory().report_leaks();
  if (!world.hazards().empty()) times += " and " + world.hazards().all().front().message;
  world.end();
  return times;
}
