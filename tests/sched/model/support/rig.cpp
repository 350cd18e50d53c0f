#include "tests/sched/model/support/rig.h"

#include <utility>

namespace drmsim::sched::test {

Rig::Rig(const sim::WorldOptions& options)
    : world(options), log(world), system_wq(world, "events", sim::WorkqueueKind::unordered) {}

Rig::~Rig() {
  world.end();
}

Gpu& Rig::add_gpu(std::string_view name, const GpuOptions& options) {
  Gpu& gpu = gpus.emplace_back(world, name, options.driver);
  SchedulerOptions scheduler;
  scheduler.name = std::string(name);
  scheduler.num_rqs = options.num_rqs;
  scheduler.credit_limit = options.credit_limit;
  scheduler.hang_limit = options.hang_limit;
  scheduler.timeout_ns = options.timeout_ns;
  scheduler.policy = *policies.find(options.policy, options.semantics);
  scheduler.submit_wq = options.submit_wq;
  scheduler.timeout_wq = options.timeout_wq;
  scheduler.system_wq = &system_wq;
  scheduler.score = options.score;
  scheduler.semantics = options.semantics;
  gpu.scheduler = std::make_unique<Scheduler>(world, gpu.driver, scheduler);
  gpu.driver.attach(*gpu.scheduler);
  return gpu;
}

Entity& Rig::add_entity(std::string_view name, const std::vector<Gpu*>& on, Priority priority) {
  std::vector<Scheduler*> schedulers;
  for (Gpu* gpu : on) schedulers.push_back(gpu->scheduler.get());
  return entities.emplace_back(world, name, priority, std::move(schedulers), process);
}

FakeJob& Rig::init_job(Entity& entity, const JobSpec& spec) {
  return *new FakeJob(entity, spec, sim::JobTag{world.intern(spec.name), 0});
}

FakeJob& Rig::submit(Entity& entity, const JobSpec& spec,
                     const std::vector<DmaFence*>& dependencies) {
  FakeJob& job = init_job(entity, spec);
  for (DmaFence* fence : dependencies) job.add_dependency(dma_fence_get(fence));
  job.arm();
  entity.push_job(job, process);
  return job;
}

void Rig::at(sim::TimeNs time_ns, std::function<void()> function, std::string_view task) {
  world.spawn_task(task, [this, time_ns, function = std::move(function)] {
    if (time_ns > world.now()) world.cpu().sleep_until(time_ns);
    function();
  });
}

void Rig::tear_down() {
  at(world.now(), [this] {
    for (Entity& entity : entities) entity.destroy(process);
    world.rcu().barrier();
    for (Gpu& gpu : gpus) gpu.scheduler->fini();
  });
  world.run();
  for (Gpu& gpu : gpus) {
    if (!world.stopped()) gpu.scheduler.reset();
  }
  world.memory().report_leaks();
}

Lines Rig::hazards() {
  Lines names;
  for (const sim::Hazard& hazard : world.hazards().all()) {
    names.emplace_back(sim::hazard_name(hazard.kind));
  }
  return names;
}

std::string Rig::hazard_text(sim::HazardKind kind) {
  for (const sim::Hazard& hazard : world.hazards().all()) {
    if (hazard.kind != kind) continue;
    std::string text = hazard.message;
    for (const std::string& line : hazard.story) text += "\n" + line;
    return text;
  }
  return "";
}

}  // namespace drmsim::sched::test
