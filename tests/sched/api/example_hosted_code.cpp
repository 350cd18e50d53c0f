// The two halves of a hosted driver: code that knows the scheduler, and what it runs on.
#include "sched/api/hosted_code.h"

#include <catch2/catch.hpp>

#include "sched/model/model_api.h"
#include "sim/irq_line.h"
#include "sim/timed_event.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

// The upper half: makes schedulers and jobs, and tells the hardware what to do.
class ToyCode final : public drm::HostedCode {
 public:
  ToyCode(sim::World& world, drm::Api& api) : world_(world), api_(api) {}
  drm::Scheduler* init(const drm::SchedulerArgs& args, const drm::HostedSettings&,
                       drm::HostedHardware& hardware, sim::Where where) override {
    hardware_ = &hardware;
    return api_.drm_sched_init(args, where);
  }
  drm::Job& make_job(drm::Entity& entity, sim::JobTag tag, drm::ControlList,
                     sim::Where where) override {
    drm::Job& job = (new ApiJob(world_, where))->memory.job();
    api_.drm_sched_job_init(drm::JobMemory::of(job), entity, 1, tag, where);
    api_.drm_sched_job_arm(job, where);
    return job;
  }
  sim::JobTag tag_of(drm::Job& job) const override { return drm::JobMemory::of(job).tag(); }
  drm::RunJobResult run_job(drm::Job& job) override {
    auto* fence = new ApiFence(world_);
    running_ = &api_.dma_fence_init(fence->memory, *fence, lock_, 50, ++seqno_);
    hardware_->start(job);
    return drm::RunJobResult::hardware_fence(api_.dma_fence_get(running_));
  }
  drm::SchedStat timedout_job(drm::Job&) override { return drm::SchedStat::enodev; }
  void free_job(drm::Job& job) override {
    api_.drm_sched_job_cleanup(job);
    world_.memory().free(drm::JobMemory::of(job).storage());
  }
  void stop(drm::Scheduler&) override { hardware_ = nullptr; }
  void irq(drm::Scheduler&, bool) override {
    api_.dma_fence_signal(*running_);
    api_.dma_fence_put(std::exchange(running_, nullptr));
  }

 private:
  sim::World& world_;
  drm::Api& api_;
  drm::HostedHardware* hardware_ = nullptr;
  sim::SpinLock lock_{world_, "toy.lock"};
  std::uint64_t seqno_ = 0;
  drm::Fence* running_ = nullptr;
};

// The lower half, and the caller of the code: starts jobs, and hands the scheduler's calls on.
class ToyDevice final : public drm::HostedHardware, public drm::BackendOps {
 public:
  ToyDevice(sim::World& world, drm::HostedCode& code)
      : code_(code), end_(world.timeline(), [this] { line_.raise(); }), line_(world, "toy") {
    line_.request([this] { code_.irq(*scheduler, false); });
  }
  void synchronize_irq() override { line_.synchronize(); }
  void reset() override { end_.disarm(); }
  void start(drm::Job&) override { end_.arm_after(1'000); }
  drm::RunJobResult run_job(drm::Job& job) override { return code_.run_job(job); }
  drm::SchedStat timedout_job(drm::Job& job) override { return code_.timedout_job(job); }
  void free_job(drm::Job& job) override { code_.free_job(job); }
  drm::Scheduler* scheduler = nullptr;

 private:
  drm::HostedCode& code_;
  sim::TimedCallback end_;
  sim::IrqLine line_;
};

// An implementation that brings a driver's code along.
class HostingApi final : public drm::ModelApi {
 public:
  explicit HostingApi(const drm::ApiContext& context)
      : ModelApi(context), toy_(context.world, *this) {}
  bool hosts_code() const override { return true; }
  drm::HostedCode* hosted_code(const std::string& driver) override {
    return driver == "toy" ? &toy_ : nullptr;
  }

 private:
  ToyCode toy_;
};

TEST_CASE("example: a driver's code makes its scheduler and its jobs, and the device starts them") {
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  HostingApi hosting({world, system_wq});
  drm::Api& api = hosting;
  REQUIRE(api.hosts_code());
  CHECK(api.hosted_code("lima") == nullptr);  // not in this tree
  drm::HostedCode& code = *api.hosted_code("toy");
  ToyDevice device(world, code);
  const drm::SchedulerPtr scheduler(code.init({.name = "toy", .ops = &device}, {}, device), {&api});
  device.scheduler = scheduler.get();
  const drm::Process client{.id = 1};
  const drm::EntityPtr entity(
      api.drm_sched_entity_init({.name = "a", .schedulers = {scheduler.get()}, .owner = client}),
      {&api});
  world.spawn_task("client", [&] {
    const sim::JobTag tag{world.intern("job"), 0};
    drm::Job& job = code.make_job(*entity, tag);
    CHECK(code.tag_of(job) == tag);
    drm::Fence* finished = api.dma_fence_get(&api.finished(job));
    api.drm_sched_entity_push_job(job, client);
    CHECK(api.dma_fence_wait_timeout(*finished));
    CHECK(world.now() == 1'000);
    api.dma_fence_put(finished);
    api.drm_sched_entity_destroy(*entity, client);
    device.synchronize_irq();
    api.drm_sched_fini(*scheduler);
    code.stop(*scheduler);
    world.rcu().barrier();
  });
  world.run();
  world.end();
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
