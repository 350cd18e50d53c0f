#include "tests/sched/api/support/api_bench.h"

#include <utility>

#include <catch2/catch.hpp>

namespace drmsim::drm::test {

ApiBench::ApiBench(const drm::SchedulerArgs& args, const Release& release)
    : model{release},
      api(api_under_test({world, system_wq, {}, sim::TimerRounding::exact, &model})) {
  drm::SchedulerArgs own = args;
  own.ops = this;
  scheduler = drm::SchedulerPtr(api->drm_sched_init(own), {api.get()});
  entity = add_entity("a", *scheduler);
}

ApiFence& ApiBench::fence(std::uint64_t context, std::uint64_t seqno, bool wide_seqno) {
  auto& fence = *new ApiFence(world);
  fence.wide_seqno = wide_seqno;
  if (context == 0) context = world.allocate_fence_contexts(1);
  api->dma_fence_init(fence.memory, fence, lock, context, seqno);
  return fence;
}

drm::EntityPtr ApiBench::add_entity(std::string name, drm::Scheduler& on, drm::Priority priority) {
  return {
      api->drm_sched_entity_init(
          {.name = std::move(name), .priority = priority, .schedulers = {&on}, .owner = process}),
      {api.get()}};
}

ApiJob& ApiBench::init_job(std::string_view name, std::uint32_t credits, drm::Entity* to) {
  auto& job = *new ApiJob(world);
  drm::Entity& of = to == nullptr ? *entity : *to;
  CHECK(api->drm_sched_job_init(job.memory, of, credits, sim::JobTag{world.intern(name)}) == 0);
  return job;
}

drm::Fence* ApiBench::submit(std::string_view name, drm::Fence* dependency, drm::Entity* to) {
  drm::Job& job = init_job(name, 1, to).memory.job();
  api->drm_sched_job_add_dependency(job, dependency);
  api->drm_sched_job_arm(job);
  drm::Fence* finished = api->dma_fence_get(&api->finished(job));
  api->drm_sched_entity_push_job(job, process);
  return finished;
}

void ApiBench::complete(int error) {
  drm::Fence* fence = on_ring_.back();
  on_ring_.pop_back();
  if (error != 0) api->dma_fence_set_error(*fence, error);
  api->dma_fence_signal(*fence);
  api->dma_fence_put(fence);
}

void ApiBench::in_task(std::function<void()> function) {
  world.spawn_task("test", std::move(function));
  world.run();
}

void ApiBench::tear_down() {
  in_task([this] {
    for (drm::Fence* fence : std::exchange(on_ring_, {})) api->dma_fence_put(fence);
    if (entity != nullptr) api->drm_sched_entity_destroy(*entity, process);
    api->drm_sched_fini(*scheduler);
    world.rcu().barrier();
  });
  entity.reset();
  scheduler.reset();
  world.memory().report_leaks();
  CHECK(hazards().empty());
}

std::string ApiBench::hazards() {
  std::string names;
  for (const sim::Hazard& hazard : world.hazards().all()) {
    names += (names.empty() ? "" : " ") + std::string(sim::hazard_name(hazard.kind));
  }
  return names;
}

void ApiBench::called(const char* what, drm::Job& job) {
  calls.push_back(std::string(what) + " " + drm::JobMemory::of(job).storage().label());
}

drm::Fence* ApiBench::prepare_job(drm::Job& job, drm::Entity& of) {
  if (to_prepare == nullptr) return nullptr;
  CHECK(&of == entity.get());
  called("prepare_job", job);
  return std::exchange(to_prepare, nullptr);
}

drm::RunJobResult ApiBench::run_job(drm::Job& job) {
  called("run_job", job);
  if (is_scripted) return scripted;
  drm::Fence& made = fence().memory.fence();
  on_ring_.push_back(api->dma_fence_get(&made));
  return drm::RunJobResult::hardware_fence(&made);
}

drm::SchedStat ApiBench::timedout_job(drm::Job& job) {
  called("timedout_job", job);
  timed_out = &job;
  return on_timeout ? on_timeout(job) : drm::SchedStat::enodev;
}

void ApiBench::free_job(drm::Job& job) {
  called("free_job", job);
  api->drm_sched_job_cleanup(job);
  world.memory().free(drm::JobMemory::of(job).storage());
}

std::uint32_t ApiBench::update_job_credits(drm::Job&, std::uint32_t credits) {
  return on_credits ? on_credits(credits) : credits;
}

}  // namespace drmsim::drm::test
