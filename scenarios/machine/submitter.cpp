#include "scenarios/machine/submitter.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace drmsim::scenarios {

using sim::EventKind;

Submitter::Submitter(sim::World& world, drm::Api& api, JobReadiness& dependencies,
                     const EntitySpec& spec, std::uint32_t process_id,
                     std::vector<drm::Scheduler*> schedulers, Driver& driver,
                     sim::Delay submit_cost)
    : world_(world),
      api_(api),
      dependencies_(dependencies),
      name_(world.intern(spec.name)),
      driver_(driver),
      submit_cost_(submit_cost),
      process_{process_id},
      submit_lock_(world, "submit lock"),
      release_lock_(world, "release lock"),
      entity_(
          api.drm_sched_entity_init({spec.name, spec.priority, std::move(schedulers), process_}),
          drm::Free{&api}),
      submit_locked_(spec.submit_lock) {}

drm::Fence* Submitter::submit(const JobRequest& request, const std::vector<drm::Fence*>& after,
                              const Armed& armed) {
  if (const sim::TimeNs cost_ns = world_.draw(submit_cost_)) world_.cpu().spend(cost_ns);
  std::optional<sim::MutexGuard> guard;
  if (submit_locked_) guard.emplace(submit_lock_);
  if (gone_) {
    for (drm::Fence* fence : after) api_.dma_fence_put(fence);
    return nullptr;
  }
  JobRequest of_entity = request;
  of_entity.entity = name_;
  drm::Job& job = driver_.make_job(*entity_, of_entity);
  for (drm::Fence* fence : after) {
    dependencies_.add(request.tag, *fence, api_);
    api_.drm_sched_job_add_dependency(job, fence);
  }
  api_.drm_sched_job_arm(job);
  drm::Fence* finished = api_.dma_fence_get(&api_.finished(job));
  if (armed) armed(*finished);
  api_.drm_sched_entity_push_job(job, process_);
  return finished;
}

void Submitter::kill(sim::TimeNs wait_ns) {
  const sim::MutexGuard release(release_lock_);
  if (std::exchange(gone_, true)) return;
  process_.exiting = process_.sigkill = true;
  world_.log().emit(EventKind::entity_kill, name_);
  api_.drm_sched_entity_flush(*entity_, process_, wait_ns);
  api_.drm_sched_entity_fini(*entity_);
  driver_.entity_closed(*entity_);
}

void Submitter::modify_sched(const std::vector<drm::Scheduler*>& schedulers) {
  std::optional<sim::MutexGuard> guard;
  if (submit_locked_) guard.emplace(submit_lock_);
  api_.drm_sched_entity_modify_sched(*entity_, schedulers);
}

void Submitter::close() {
  api_.drm_sched_entity_flush(*entity_, process_, 0);
}

void Submitter::kill_child() {
  drm::Process child{UINT32_MAX};
  child.exiting = child.sigkill = true;
  api_.drm_sched_entity_flush(*entity_, child, 0);
}

void Submitter::destroy() {
  const sim::MutexGuard release(release_lock_);  // a kill may be under way
  {
    const sim::MutexGuard guard(submit_lock_);  // a submission may be under way
    if (std::exchange(gone_, true)) return;
  }
  world_.log().emit(EventKind::entity_destroy, name_);
  api_.drm_sched_entity_destroy(*entity_, process_);
  driver_.entity_closed(*entity_);
}

}  // namespace drmsim::scenarios
