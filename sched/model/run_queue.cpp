#include "sched/model/run_queue.h"

#include <utility>

#include "sched/model/scheduler.h"
#include "sim/world.h"

namespace drmsim::drm {

RunQueue::RunQueue(Scheduler& scheduler, Priority priority, std::unique_ptr<RunQueuePolicy> policy)
    : Tracked(scheduler.world(), "drm_sched_rq", sim::Where::here()),
      scheduler_(scheduler),
      policy_(std::move(policy)),
      lock_(scheduler.world(), "rq.lock"),
      scheduler_name_(scheduler.name_id()),
      priority_(priority) {}

std::unique_ptr<RunQueue> RunQueue::make(Scheduler& scheduler, Priority priority,
                                         std::unique_ptr<RunQueuePolicy> policy) {
  return std::make_unique<RunQueue>(scheduler, priority, std::move(policy));
}

RunQueue::~RunQueue() {
  entities_.clear();
}

std::string RunQueue::label() const {
  const std::string& scheduler = world().names().text(scheduler_name_);
  if (policy_->serves_all_priorities()) return scheduler;
  return scheduler + "." + priority_name(priority_);
}

void RunQueue::drm_sched_rq_add_entity(Entity& entity, sim::TimeNs submit_ns) {
  check_alive(__func__, sim::Where::here());
  const sim::SpinGuard guard(lock_, sim::Where::here());
  if (!entity.on_run_queue()) {
    scheduler_.change_score(+1);
    entities_.push_back(entity);
  }
  policy_->queue_filled(entity, submit_ns);
}

void RunQueue::drm_sched_rq_remove_entity(Entity& entity, sim::Where where) {
  if (!entity.on_run_queue()) return;
  check_alive(__func__, where);
  const sim::SpinGuard guard(lock_, sim::Where::here());
  scheduler_.change_score(-1);
  entities_.erase(entities_.iterator_to(entity));
  policy_->entity_removed(entity);
}

// Somebody may have killed the entity meanwhile, and taken it off: then the policy sees it again.
void RunQueue::drm_sched_rq_pop_entity(Entity& entity) {
  check_alive(__func__, sim::Where::here());
  const sim::SpinGuard guard(lock_, sim::Where::here());
  if (const Job* next = entity.peek_job()) {
    policy_->head_popped(entity, next->submit_ts_ns());
  } else {
    policy_->queue_emptied(entity);
  }
}

RunQueue::Selection RunQueue::drm_sched_rq_select_entity() {
  const sim::SpinGuard guard(lock_, sim::Where::here());
  Entity* entity =
      policy_->select(entities_, [](Entity& e) { return e.drm_sched_entity_is_ready(); });
  if (entity == nullptr) return {};
  // The turn is kept for an entity whose job does not fit yet: passing it over would starve large
  // jobs.
  if (!scheduler_.drm_sched_can_queue(*entity)) return {nullptr, true};
  entity->entity_idle.reinit();
  return {entity, false};
}

bool RunQueue::mark_guilty(std::uint64_t fence_context) {
  const sim::SpinGuard guard(lock_, sim::Where::in("drm_sched_increase_karma"));
  for (Entity& entity : entities_) {
    if (entity.fence_context() != fence_context) continue;
    entity.set_guilty();
    return true;
  }
  return false;
}

}  // namespace drmsim::drm
