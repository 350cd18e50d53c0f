// A driver for hardware that executes one job at a time, 10 us each, and a client with two jobs.
#include <memory>
#include <string>
#include <utility>

#include "sched/entity.h"
#include "sched/scheduler.h"
#include "sim/irq_line.h"
#include "sim/timed_event.h"
#include "sim/world.h"

using namespace drmsim;

namespace {

struct HardwareFence final : sim::Tracked, sched::DmaFence {
  HardwareFence(sim::World& world, std::uint64_t context, std::uint64_t seqno)
      : Tracked(world, "dma_fence", sim::Where::here()),
        DmaFence(*this, "hardware fence"),
        lock(world, "example.fence_lock") {
    init(lock, context, seqno);
  }
  std::string label() const override { return "example"; }
  const char* driver_name() const override { return "example"; }
  std::string timeline_name() const override { return "example"; }
  void release() override {
    storage().world().rcu().call([this] { storage().world().memory().free(*this); });
  }
  sim::SpinLock lock;
};

struct ExampleJob final : sched::Job {
  using Job::Job;
};

class ExampleDriver final : public sched::BackendOps {
 public:
  explicit ExampleDriver(sim::World& world)
      : world_(world), engine_(world.timeline(), [this] { irq_.raise(); }), irq_(world, "engine") {
    irq_.request([this] { interrupt(); });
  }

  sched::RunJobResult run_job(sched::Job&) override {
    running_ = new HardwareFence(world_, context_, ++seqno_);
    dma_fence_get(running_);  // ours, until the interrupt; the first one goes to the scheduler
    engine_.arm_after(10'000);
    return sched::RunJobResult::hardware_fence(running_);
  }

  sched::SchedStat timedout_job(sched::Job& job) override {
    sched::Scheduler& scheduler = *job.scheduler();
    scheduler.stop(&job);
    engine_.disarm();
    dma_fence_put(std::exchange(running_, nullptr));
    scheduler.resubmit_jobs();
    scheduler.start();
    return sched::SchedStat::nominal;
  }

  void free_job(sched::Job& job) override {
    job.cleanup();
    world_.memory().free(job);
  }

 private:
  void interrupt() {
    HardwareFence* fence = std::exchange(running_, nullptr);  // the next job may start any time
    fence->signal();
    dma_fence_put(fence);
  }

  sim::World& world_;
  std::uint64_t context_ = world_.allocate_fence_contexts(1);
  std::uint64_t seqno_ = 0;
  HardwareFence* running_ = nullptr;
  sim::TimedCallback engine_;
  sim::IrqLine irq_;
};

}  // namespace

// Returns what happened: "10000 20000", the times at which the jobs finished.
std::string run_readme_example() {
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  ExampleDriver driver(world);
  sched::SchedulerOptions options;
  options.name = "gfx";
  options.policy = *sched::Policies().find("fifo");
  options.timeout_ns = 1'000'000;
  options.system_wq = &system_wq;
  auto scheduler = std::make_unique<sched::Scheduler>(world, driver, options);
  const sched::Process client{.id = 1};
  sched::Entity entity(world, "client", sched::Priority::normal, {scheduler.get()}, client);

  std::string times;
  world.spawn_task("client", [&] {
    for (unsigned i = 0; i < 2; ++i) {
      auto* job = new ExampleJob(entity, 1, sim::JobTag{entity.name_id(), i + 1});
      job->arm();
      sched::DmaFence* finished = dma_fence_get(&job->finished());
      entity.push_job(*job, client);  // from here on the job is the scheduler's
      finished->wait();
      times += (i == 0 ? "" : " ") + std::to_string(world.now());
      dma_fence_put(finished);
    }
    world.cpu().sleep_for(1'000);  // fini would leak a job that was not freed yet
    entity.destroy(client);
    scheduler->fini();
  });
  world.run();
  scheduler.reset();
  world.memory().report_leaks();
  if (!world.hazards().empty()) times += " and " + world.hazards().all().front().message;
  world.end();
  return times;
}
