// A scheduler of the model on a World, for a driver that has no ring: its hardware fences signal
// when the test says so.
#pragma once

#include <functional>
#include <string>

#include "scenarios/drivers/common/driver_job.h"
#include "tests/scenarios/support/model_bench.h"

namespace drmsim::tests {

class SchedulerBench : public ModelBench, public drm::BackendOps {
 public:
  class Job final : public scenarios::DriverJob {
   public:
    Job(SchedulerBench& bench, const scenarios::JobRequest& request)
        : DriverJob(*bench.api, bench.world, *bench.entity, request, sim::Where::here()) {}
    static Job& of(drm::Job& job) { return static_cast<Job&>(storage_of(job)); }
  };

  explicit SchedulerBench(sim::TimeNs timeout_ns = sim::kForever,
                          const drm::Release& release = {}) {
    const drm::ModelOptions model{release, nullptr};
    drm::Implementations implementations;
    drm::add_model(implementations);
    api = (*implementations.find("model"))(
        drm::ApiContext{.world = world, .system_wq = system_wq, .model = &model});
    drm::SchedulerArgs args;
    args.name = "gfx";
    args.timeout_ns = timeout_ns;
    args.ops = this;
    scheduler = {api->drm_sched_init(args), {api.get()}};
    entity = {api->drm_sched_entity_init({.name = "app",
                                          .priority = drm::Priority::normal,
                                          .schedulers = {scheduler.get()},
                                          .owner = process}),
              {api.get()}};
  }
  ~SchedulerBench() override { world.end(); }

  // Task context. The caller gets a reference of the finished fence.
  drm::Fence* submit(const char* name) {
    scenarios::JobRequest request;
    request.tag = {world.intern(name)};
    drm::Job& job = (new Job(*this, request))->job();
    api->drm_sched_job_arm(job);
    drm::Fence* finished = api->dma_fence_get(&api->finished(job));
    api->drm_sched_entity_push_job(job, process);
    return finished;
  }
  // As a driver's unload does, once jobs that are done have been freed. What is left is reported
  // as leaks. Task context.
  void take_down() {
    world.cpu().sleep_for(1);
    api->drm_sched_entity_destroy(*entity, process);
    api->drm_sched_fini(*scheduler);
    entity.reset();
    scheduler.reset();
    world.rcu().barrier();
    world.memory().report_leaks();
  }

  drm::RunJobResult run_job(drm::Job& job) override { return on_run(job); }
  drm::SchedStat timedout_job(drm::Job& job) override { return on_timeout(job); }
  void free_job(drm::Job& job) override {
    freed += world.names().text(Job::of(job).tag()) + " ";
    api->drm_sched_job_cleanup(job);
    world.memory().free(Job::of(job));
  }

  drm::Process process{.id = 1};
  drm::SchedulerPtr scheduler;
  drm::EntityPtr entity;
  std::function<drm::RunJobResult(drm::Job&)> on_run;
  std::function<drm::SchedStat(drm::Job&)> on_timeout;
  std::string freed;  // "a b "
};

}  // namespace drmsim::tests
