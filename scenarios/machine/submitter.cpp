#include "scenarios/machine/submitter.h"

#include <utility>

#include "sched/job.h"

namespace drmsim::scenarios {

using sim::EventKind;

Submitter::Submitter(sim::World& world, const EntitySpec& spec, std::uint32_t process_id,
                     std::vector<sched::Scheduler*> schedulers, Driver& driver,
                     sim::Delay submit_cost)
    : world_(world),
      driver_(driver),
      submit_cost_(submit_cost),
      process_{process_id},
      submit_lock_(world, "submit lock"),
      entity_(std::make_unique<sched::Entity>(world, spec.name,
                                              static_cast<sched::Priority>(spec.priority),
                                              std::move(schedulers), process_)) {}

sched::DmaFence* Submitter::submit(const JobRequest& request,
                                   const std::vector<sched::DmaFence*>& after,
                                   const Armed& armed) {
  if (const sim::TimeNs cost_ns = world_.draw(submit_cost_)) world_.cpu().spend(cost_ns);
  const sim::MutexGuard guard(submit_lock_);
  if (gone_) {
    for (sched::DmaFence* fence : after) sched::dma_fence_put(fence);
    return nullptr;
  }
  sched::Job& job = driver_.make_job(*entity_, request);
  for (sched::DmaFence* fence : after) job.add_dependency(fence);
  job.arm();
  sched::DmaFence* finished = sched::dma_fence_get(&job.finished());
  if (armed) armed(*finished);
  entity_->push_job(job, process_);
  return finished;
}

void Submitter::kill(sim::TimeNs wait_ns) {
  if (std::exchange(gone_, true)) return;
  process_.exiting = process_.sigkill = true;
  world_.log().emit(EventKind::entity_kill, entity_->name_id());
  entity_->flush(process_, wait_ns);
  entity_->fini();
}

void Submitter::destroy() {
  if (std::exchange(gone_, true)) return;
  world_.log().emit(EventKind::entity_destroy, entity_->name_id());
  entity_->destroy(process_);
}

}  // namespace drmsim::scenarios
