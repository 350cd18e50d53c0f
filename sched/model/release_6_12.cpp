#include "sched/model/release_6_12.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "sched/model/run_queue_policy.h"
#include "sched/model/sched_fence.h"

namespace drmsim::drm {

using sim::Where;

namespace {

SchedulerParts of_6_12(SchedulerParts parts) {
  parts.make_run_queue = RunQueue612::make;
  parts.free_job_work = Scheduler612::drm_sched_free_job_work;
  return parts;
}

// The head of the queue is looked at, not its count.
bool drm_sched_entity_is_ready(Entity& entity) {
  entity.check_alive(__func__, Where::here());
  return entity.peek_job() != nullptr && entity.dependency() == nullptr;
}

}  // namespace

// The entities in turn, starting after the one that was served last. Source:
// drm_sched_rq_select_entity_rr().
class RoundRobinList final : public RunQueuePolicy {
 public:
  void entity_removed(Entity& entity) override {
    if (current_ == &entity) current_ = nullptr;
  }
  void served(Entity& entity) { current_ = &entity; }

  Entity* select(Entities& entities, IsReady is_ready) override {
    if (current_ != nullptr) {
      auto next = std::next(entities.iterator_to(*current_));
      for (; next != entities.end(); ++next) {
        if (is_ready(*next)) return &*next;
      }
    }
    for (Entity& entity : entities) {
      if (is_ready(entity)) return &entity;
      if (&entity == current_) break;
    }
    return nullptr;
  }

 private:
  Entity* current_ = nullptr;  // current_entity: served last; null once it left
};

std::unique_ptr<RunQueuePolicy> make_round_robin_list() {
  return std::make_unique<RoundRobinList>();
}

// --- drm_gpu_scheduler ---

Scheduler612::Scheduler612(sim::World& world, const SchedulerArgs& args, SchedulerParts parts,
                           Where where)
    : Scheduler(world, args, of_6_12(std::move(parts)), where) {}

void Scheduler612::update_job_credits(Entity& entity) {
  if (!callbacks().update_job_credits) return;
  Job* job = entity.peek_job();
  if (job == nullptr) return;
  const Where where = Where::in("drm_sched_can_queue");
  job->check_alive(where.function(), where);
  job->credits_ = ops().update_job_credits(*job, job->credits_);
  if (job->credits_ == 0) {
    world().hazards().report(
        sim::HazardKind::warning, where, job->storage().type(),
        fmt::format("job {}: update_job_credits returned 0: it bypasses flow control",
                    job->label()));
  }
}

void Scheduler612::drm_sched_free_job_work(void* scheduler) {
  auto& self = static_cast<Scheduler612&>(*static_cast<Scheduler*>(scheduler));
  if (self.worker_pauses(__func__)) return;
  if (Job* job = self.drm_sched_get_finished_job()) self.free_job(*job);
  self.queue_free_job_if_ready();
  self.drm_sched_run_job_queue();
}

void Scheduler612::drm_sched_job_reinsert_on_false_timeout(Job& job) {
  world().hazards().report(sim::HazardKind::contract, Where::in("drm_sched_job_timedout"),
                           job.storage(), unknown_no_hang(job.label()));
}

// --- drm_sched_entity ---

RunQueue612& Entity612::rq() const {
  return static_cast<RunQueue612&>(*run_queue_);
}

void Entity612::queue_job(Job& job, const Scheduler& armed_for, sim::TimeNs submit_ns,
                          Where where) {
  const bool first = queue_.push(job, armed_for.has(Defect::e1_counted_after_link));
  if (armed_for.has(Defect::e6_submitter_writes_after_push))
    write_after_push(job, submit_ns, where);
  if (!first) return;
  Scheduler* to_wake = nullptr;
  {
    const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_push_job"));
    if (stopped()) return report_killed(where);
    rq().drm_sched_rq_add_entity(*this, submit_ns);
    to_wake = scheduler();
  }
  to_wake->drm_sched_wakeup(*this, where);
}

void Entity612::take_head() {
  queue_.pop();
  const Job* next = rq().orders_by_head() ? queue_.peek() : nullptr;
  if (next == nullptr) return;
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_pop_job"));
  if (!may_return()) return;
  rq().drm_sched_rq_update_fifo(*this, next->submit_ts_ns(), &RunQueuePolicy::head_popped);
}

// --- drm_sched_rq ---

RunQueue612::RunQueue612(Scheduler& scheduler, Priority priority,
                         std::unique_ptr<RunQueuePolicy> policy)
    : RunQueue(scheduler, priority, std::move(policy)),
      round_robin_(dynamic_cast<RoundRobinList*>(policy_.get())) {}

std::unique_ptr<RunQueue> RunQueue612::make(Scheduler& scheduler, Priority priority,
                                            std::unique_ptr<RunQueuePolicy> policy) {
  return std::make_unique<RunQueue612>(scheduler, priority, std::move(policy));
}

void RunQueue612::drm_sched_rq_add_entity(Entity& entity, sim::TimeNs submit_ns) {
  if (!entity.on_run_queue()) {
    check_alive(__func__, Where::here());
    const sim::SpinGuard guard(lock_, Where::here());
    scheduler_.change_score(+1);
    entities_.push_back(entity);
  }
  if (!orders_by_head()) return;
  drm_sched_rq_update_fifo(entity, submit_ns, &RunQueuePolicy::queue_filled);
}

void RunQueue612::drm_sched_rq_update_fifo(Entity& entity, sim::TimeNs submit_ns, Change change) {
  const sim::SpinGuard guard(lock_, Where::here());
  (*policy_.*change)(entity, submit_ns);
}

RunQueue::Selection RunQueue612::drm_sched_rq_select_entity() {
  const sim::SpinGuard guard(lock_, Where::here());
  Entity* entity = policy_->select(entities_, drm_sched_entity_is_ready);
  if (entity == nullptr) return {};
  static_cast<Scheduler612&>(scheduler_).update_job_credits(*entity);
  if (!scheduler_.drm_sched_can_queue(*entity)) return {nullptr, true};
  if (round_robin_ != nullptr) round_robin_->served(*entity);
  entity->entity_idle.reinit();
  return {entity, false};
}

void RunQueue612::fini() {
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_fini"));
  for (Entity& entity : entities_) entity.set_stopped();
}

}  // namespace drmsim::drm
