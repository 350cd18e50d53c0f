#include "sched/model/release_6_12.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "sched/model/run_queue_policy.h"
#include "sched/model/sched_fence.h"

namespace drmsim::drm {

using sim::Where;

namespace {

SchedulerParts with_lists(SchedulerParts parts) {
  parts.make_run_queue = RunQueue612::make;
  return parts;
}

// The entities in turn, starting after the one that was served last. Source:
// drm_sched_rq_select_entity_rr().
class RoundRobinList final : public RunQueuePolicy {
 public:
  ~RoundRobinList() override { entities_.clear(); }
  void entity_added(Entity& entity) override { entities_.push_back(entity); }
  void entity_removed(Entity& entity) override {
    if (entity.policy_list_hook_linked()) entities_.erase(entities_.iterator_to(entity));
    if (current_ == &entity) current_ = nullptr;
  }
  void served(Entity& entity) override { current_ = &entity; }

  Entity* select(IsReady is_ready) override {
    if (current_ != nullptr) {
      auto next = std::next(entities_.iterator_to(*current_));
      for (; next != entities_.end(); ++next) {
        if (is_ready(*next)) return &*next;
      }
    }
    for (Entity& entity : entities_) {
      if (is_ready(entity)) return &entity;
      if (&entity == current_) break;
    }
    return nullptr;
  }

 private:
  using Entities = boost::intrusive::list<Entity, boost::intrusive::base_hook<PolicyListHook>,
                                          boost::intrusive::constant_time_size<false>>;
  Entities entities_;          // in the order in which they joined
  Entity* current_ = nullptr;  // served last; null once it left
};

}  // namespace

std::unique_ptr<RunQueuePolicy> make_round_robin_list() {
  return std::make_unique<RoundRobinList>();
}

// --- drm_gpu_scheduler ---

Scheduler612::Scheduler612(sim::World& world, const SchedulerArgs& args, SchedulerParts parts,
                           Where where)
    : Scheduler(world, args, with_lists(std::move(parts)), where) {}

bool Scheduler612::drm_sched_can_queue(Entity& entity) {
  Job* job = entity.peek_job();
  if (job == nullptr) return false;
  job->check_alive(__func__, Where::here());
  job->credits_ = ops().update_job_credits(*job, job->credits_);
  if (job->credits_ == 0) {
    world().hazards().report(
        sim::HazardKind::warning, Where::here(), job->storage().type(),
        fmt::format("job {}: update_job_credits returned 0: it bypasses flow control",
                    job->label()));
  }
  return Scheduler::drm_sched_can_queue(entity);
}

void Scheduler612::drm_sched_free_job_work() {
  if (worker_pauses(__func__)) return;
  if (Job* job = drm_sched_get_finished_job()) free_job(*job);
  queue_free_job_if_ready();
  drm_sched_run_job_queue();
}

void Scheduler612::drm_sched_job_reinsert_on_false_timeout(Job& job) {
  world().hazards().report(sim::HazardKind::contract, Where::in("drm_sched_job_timedout"),
                           job.storage(), unknown_no_hang(job.label()));
}

// --- drm_sched_entity ---

bool Entity612::drm_sched_entity_is_ready() {
  check_alive(__func__, Where::here());
  return !queue_.empty() && dependency_ == nullptr;
}

void Entity612::queue_job(Job& job, const Scheduler& armed_for, sim::TimeNs submit_ns,
                          Where where) {
  if (!link(job, armed_for, submit_ns, where)) return;
  Scheduler* to_wake = nullptr;
  {
    const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_push_job"));
    to_wake = join_run_queue(submit_ns, where);
  }
  wake(to_wake, where);
}

void Entity612::take_head() {
  queue_.pop();
  auto& run_queue = static_cast<RunQueue612&>(*run_queue_);
  const Job* next = run_queue.orders_by_head() ? queue_.peek() : nullptr;
  if (next == nullptr) return;
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_pop_job"));
  if (may_return()) run_queue.drm_sched_rq_update_fifo(*this, next->submit_ts_ns());
}

// --- drm_sched_rq ---

RunQueue612::RunQueue612(Scheduler& scheduler, Priority priority,
                         std::unique_ptr<RunQueuePolicy> policy)
    : RunQueue(scheduler, priority, std::move(policy)),
      orders_by_head_(dynamic_cast<RoundRobinList*>(policy_.get()) == nullptr) {}

std::unique_ptr<RunQueue> RunQueue612::make(Scheduler& scheduler, Priority priority,
                                            std::unique_ptr<RunQueuePolicy> policy) {
  return std::make_unique<RunQueue612>(scheduler, priority, std::move(policy));
}

void RunQueue612::drm_sched_rq_add_entity(Entity& entity, sim::TimeNs submit_ns) {
  if (!entity.on_run_queue()) {
    check_alive(__func__, Where::here());
    const sim::SpinGuard guard(lock_, Where::here());
    link(entity);
  }
  if (orders_by_head_) drm_sched_rq_update_fifo(entity, submit_ns);
}

void RunQueue612::drm_sched_rq_update_fifo(Entity& entity, sim::TimeNs submit_ns) {
  const sim::SpinGuard guard(lock_, Where::here());
  policy_->queue_filled(entity, submit_ns);
}

void RunQueue612::fini() {
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_fini"));
  for (Entity& entity : entities_) entity.set_stopped();
}

}  // namespace drmsim::drm
