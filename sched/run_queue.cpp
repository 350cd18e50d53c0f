#include "sched/run_queue.h"

#include <utility>

#include "sched/scheduler.h"
#include "sim/world.h"

namespace drmsim::sched {

RunQueue::RunQueue(Scheduler& scheduler, std::unique_ptr<RunQueuePolicy> policy)
    : scheduler_(scheduler), policy_(std::move(policy)), lock_(scheduler.world(), "rq.lock") {}

RunQueue::~RunQueue() { entities_.clear(); }

void RunQueue::add(Entity& entity, sim::Where where) {
  if (entity.on_run_queue()) return;
  const sim::SpinGuard guard(lock_, where);
  scheduler_.change_score(+1);
  entities_.push_back(entity);
  policy_->entity_added(entity);
}

void RunQueue::remove(Entity& entity, sim::Where where) {
  if (!entity.on_run_queue()) return;
  const sim::SpinGuard guard(lock_, where);
  scheduler_.change_score(-1);
  entities_.erase(entities_.iterator_to(entity));
  policy_->entity_removed(entity);
}

void RunQueue::head_changed(Entity& entity, sim::TimeNs submit_ns) {
  const sim::SpinGuard guard(lock_);
  policy_->head_changed(entity, submit_ns);
}

RunQueue::Selection RunQueue::select() {
  const sim::SpinGuard guard(lock_);
  Entity* entity = policy_->select([](Entity& candidate) { return candidate.is_ready(); });
  if (entity == nullptr) return {};
  // The turn is kept for an entity whose job does not fit yet: passing it over would starve large jobs.
  if (!scheduler_.can_queue(*entity)) return {nullptr, true};
  policy_->served(*entity);
  entity->entity_idle.reinit();
  return {entity, false};
}

void RunQueue::stop_all_entities() {
  const sim::SpinGuard guard(lock_);
  for (Entity& entity : entities_) entity.set_stopped();
  entities_.clear();
}

void RunQueue::mark_guilty(std::uint64_t fence_context) {
  const sim::SpinGuard guard(lock_);
  for (Entity& entity : entities_) {
    if (entity.fence_context() == fence_context) entity.set_guilty();
  }
}

}  // namespace drmsim::sched
