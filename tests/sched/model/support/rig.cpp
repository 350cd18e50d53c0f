#include "tests/sched/model/support/rig.h"

#include <utility>

namespace drmsim::drm::test {

Rig::Rig(const sim::WorldOptions& options)
    : world(options), log(world), system_wq(world, "events", sim::WorkqueueKind::unordered) {}

Rig::~Rig() {
  world.end();
}

Gpu& Rig::add_gpu(std::string_view name, const GpuOptions& options) {
  Gpu& gpu = gpus.emplace_back(world, name, options.driver);
  SchedulerArgs args;
  args.name = std::string(name);
  args.ops = &gpu.driver;
  args.num_rqs = options.num_rqs;
  args.credit_limit = options.credit_limit;
  args.hang_limit = options.hang_limit;
  args.timeout_ns = options.timeout_ns;
  args.policy = options.policy;
  args.submit_wq = options.submit_wq;
  args.timeout_wq = options.timeout_wq;
  SchedulerParts parts;
  parts.policy = *policies.find(options.policy, options.release.id);
  parts.system_wq = &system_wq;
  parts.score = options.score;
  parts.defects = options.release.defects;
  gpu.release = options.release.id;
  gpu.scheduler = make_scheduler(options.release.id, world, args, parts);
  gpu.driver.attach(*gpu.scheduler);
  return gpu;
}

Entity& Rig::add_entity(std::string_view name, const std::vector<Gpu*>& on, Priority priority) {
  std::vector<Scheduler*> schedulers;
  for (Gpu* gpu : on) schedulers.push_back(gpu->scheduler.get());
  const EntityArgs args{std::string(name), priority, std::move(schedulers), process};
  return *entities.emplace_back(make_entity(on.front()->release, world, args));
}

FakeJob& Rig::init_job(Entity& entity, const JobSpec& spec) {
  return *new FakeJob(entity, spec, sim::JobTag{world.intern(spec.name), 0});
}

FakeJob& Rig::submit(Entity& entity, const JobSpec& spec, const std::vector<Fence*>& dependencies) {
  FakeJob& job = init_job(entity, spec);
  for (Fence* fence : dependencies) job.drm_sched_job_add_dependency(dma_fence_get(fence));
  job.drm_sched_job_arm();
  entity.drm_sched_entity_push_job(job, process);
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
    for (const auto& entity : entities) entity->drm_sched_entity_destroy(process);
    world.rcu().barrier();
    for (Gpu& gpu : gpus) gpu.scheduler->drm_sched_fini();
  });
  world.run();
  for (Gpu& gpu : gpus) {
    if (!world.stopped()) gpu.scheduler.reset();
  }
  if (!world.stopped()) entities.clear();
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

}  // namespace drmsim::drm::test
