#include "sched/model/entity.h"

#include <optional>
#include <string>
#include <utility>

#include "sched/api/errno_codes.h"
#include "sched/model/backend_ops.h"
#include "sched/model/entity_kill.h"
#include "sched/model/entity_stats.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"
#include "sim/assert.h"
#include "sim/signalling_section.h"

namespace drmsim::sched {

using sim::EventKind;
using sim::Where;

namespace {
constexpr sim::TimeNs kMaxWaitQueueEmptyNs = 1'000'000'000;  // MAX_WAIT_SCHED_ENTITY_Q_EMPTY
}  // namespace

Entity::Entity(sim::World& world, std::string_view name, Priority priority,
               std::vector<Scheduler*> schedulers, const Process& owner,
               const sim::Tracked* storage)
    : entity_idle(world, "entity_idle"),
      world_(world),
      storage_(storage),
      name_(world.intern(name)),
      lock_(world, "entity.lock"),
      priority_(priority),
      rq_priority_(priority),
      looks_at_run_queue_(!schedulers.front()->semantics().run_queue_is_not_looked_at),
      queue_(world),
      fence_context_(world.allocate_fence_contexts(2)),
      cb_(*this),
      last_user_(owner.id) {
  DRMSIM_ASSERT(!schedulers.empty(), "an entity has a scheduler");
  const Semantics& semantics = schedulers.front()->semantics();
  const unsigned run_queues = schedulers.front()->priority_count();
  if (static_cast<unsigned>(priority_) >= run_queues) {
    world_.hazards().report(sim::HazardKind::warning, Where::in("drm_sched_entity_init"),
                            "drm_sched_entity",
                            "entity " + this->name() + ": priority " + priority_name(priority_) +
                                " has no run queue on " + schedulers.front()->name());
    priority_ = static_cast<Priority>(run_queues - 1);
  }
  run_queue_ = &schedulers.front()->run_queue(semantics.run_queue_priority_is_fixed ? rq_priority_
                                                                                    : priority_);
  world_.log().emit(EventKind::entity_init, name_, priority_name(priority_), schedulers.size());
  if (semantics.policies_are_keys) stats_ = new EntityStats(world_, name_);
  if (schedulers.size() > 1) schedulers_ = std::move(schedulers);
  if (!semantics.new_entity_is_not_idle) entity_idle.complete_all();
}

Entity::~Entity() {
  if (storage_ == nullptr || !storage_->freed()) check_off_run_queue();
}

void Entity::check_off_run_queue() {
  if (!on_run_queue() || run_queue_->freed()) return;
  world_.hazards().report(
      sim::HazardKind::contract, Where::here(), "drm_sched_entity",
      "entity " + name() +
          " is destroyed without drm_sched_entity_fini(): it is on the run queue of " +
          run_queue_->scheduler().name() + ", which would serve freed memory");
  run_queue_->remove(*this, Where::here());
}

Scheduler* Entity::scheduler() const {
  return run_queue_ == nullptr ? nullptr : &run_queue_->scheduler();
}

void Entity::set_guilty() {
  if (guilty_ == nullptr || *guilty_) return;
  world_.log().emit(EventKind::guilty, name_);
  *guilty_ = true;
}

bool Entity::is_idle() const {
  world_.read_point(Where::in("drm_sched_entity_is_idle"));
  return !on_run_queue() || queue_.count() == 0 || stopped_;
}

// With keys in a tree the count is asked, which is raised before the job is linked.
bool Entity::is_ready() {
  check_alive("drm_sched_entity_is_ready", Where::in("drm_sched_entity_is_ready"));
  const bool has_jobs = stats_ != nullptr ? queue_.count() > 0 : queue_.peek() != nullptr;
  return has_jobs && dependency_ == nullptr;
}

int Entity::error() const {
  return last_scheduled_ == nullptr ? 0 : last_scheduled_->error();
}

void Entity::set_priority(Priority priority) {
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_set_priority"));
  priority_ = priority;
  world_.log().emit(EventKind::entity_priority, name_, priority_name(priority));
}

void Entity::modify_sched(std::vector<Scheduler*> schedulers) {
  DRMSIM_ASSERT(!schedulers.empty(), "an entity has a scheduler");
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_modify_sched"));
  schedulers_ = std::move(schedulers);
}

void Entity::select_run_queue() {
  if (schedulers_.empty()) return;  // one scheduler, chosen already
  world_.read_point(Where::in("drm_sched_entity_select_rq"));
  if (queue_.count() > 0) return;  // the order of its jobs keeps it where it is
  // As does a running job.
  world_.read_point(Where::in("drm_sched_entity_select_rq"));
  if (last_scheduled_ != nullptr && !last_scheduled_->is_signaled()) return;
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_select_rq"));
  Scheduler* best = Scheduler::pick_best(schedulers_);
  RunQueue* target = nullptr;
  if (best != nullptr) {
    const bool fixed = best->semantics().run_queue_priority_is_fixed;
    target = &best->run_queue(fixed ? rq_priority_ : priority_);
  }
  if (target != run_queue_) {
    if (run_queue_ != nullptr) run_queue_->remove(*this, Where::here());
    run_queue_ = target;
  }
  if (schedulers_.size() == 1) schedulers_.clear();
}

// What one lock around arm and push is for. The queue is served in its order, and whoever depends
// on two fences of one context waits for the one with the higher number.
[[gnu::cold]] void Entity::report_push_order(const Job& job, Where where) {
  world_.hazards().report(sim::HazardKind::fence_order, where, job.storage(),
                          world_.describe("drm_sched_entity_push_job of " + job.label(), where) +
                              ": job number " + std::to_string(last_pushed_seqno_) + " of entity " +
                              name() +
                              " was pushed before; arm and push are not done under one lock, and " +
                              job.finished().label() + " will signal after a later one");
}

[[gnu::cold]] void Entity::report_not_armed(const Job& job, Where where) {
  world_.hazards().fatal(sim::HazardKind::contract, where, job.storage().type(),
                         world_.describe("drm_sched_entity_push_job of " + job.label(), where) +
                             ": the job was not armed; the kernel dereferences NULL");
}

// The scheduler to wake; null if nobody will serve the job. lock_ held.
Scheduler* Entity::join_run_queue(sim::TimeNs submit_ns, Where where) {
  if (stopped_) {
    world_.hazards().report(sim::HazardKind::contract, where, "drm_sched_entity",
                            world_.describe("drm_sched_entity_push_job to " + name(), where) +
                                ": the entity was killed; the job's fences never signal");
    return nullptr;
  }
  if (stats_ != nullptr) {
    run_queue_->job_queued(*this, submit_ns);
  } else {
    run_queue_->add(*this, where);
    if (run_queue_->orders_by_head()) run_queue_->head_changed(*this, submit_ns);
  }
  return scheduler();
}

Scheduler* Entity::first_job_queued(sim::TimeNs submit_ns, Where where) {
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_push_job"));
  return join_run_queue(submit_ns, where);
}

void Entity::push_job(Job& job, const Process& submitter, Where where) {
  job.check_alive("drm_sched_entity_push_job", where);
  check_alive("drm_sched_entity_push_job", where);
  if (!job.armed() || run_queue_ == nullptr) {
    report_not_armed(job, where);
    return;
  }
  run_queue_->check_alive("drm_sched_entity_push_job", where);
  const auto seqno = static_cast<std::uint32_t>(job.finished().seqno());
  if (static_cast<std::int32_t>(seqno - last_pushed_seqno_) < 0) report_push_order(job, where);
  last_pushed_seqno_ = seqno;
  Scheduler* armed_for = scheduler();
  world_.log().emit(EventKind::push, job.tag(), name_, armed_for->name_id(), job.id(),
                    queue_.count(), armed_for->credit_count());
  job.note("pushed", where);
  armed_for->change_score(+1);
  last_user_ = submitter.id;
  // The job may run, finish and be freed as soon as it is linked: nothing of it is read after that.
  const sim::TimeNs submit_ns = world_.now();
  job.submit_ts_ns_ = submit_ns;
  const Semantics& semantics = armed_for->semantics();
  // Under the lock, with all that follows, where the place in the run queue goes with the job.
  std::optional<sim::SpinGuard> queueing;
  if (stats_ != nullptr) queueing.emplace(lock_, Where::in("drm_sched_entity_push_job"));
  const bool first = queue_.push(job, semantics.queue_counts_after_link);
  if (semantics.submitter_writes_after_push) {
    world_.point(sim::Point::atomic, where);
    job.check_alive("drm_sched_entity_push_job", where);
    job.submit_ts_ns_ = submit_ns;
  }
  if (!first) return;
  Scheduler* to_wake =
      queueing.has_value() ? join_run_queue(submit_ns, where) : first_job_queued(submit_ns, where);
  if (to_wake == nullptr) return;
  if (semantics.submitter_looks_at_queue) {
    Job* head = queue_.peek();
    world_.point(sim::Point::atomic, where);
    if (head != nullptr) head->check_alive("drm_sched_can_queue", where);
  }
  to_wake->wakeup();
}

void Entity::dependency_signalled(DmaFence& fence, DmaFenceCb& cb) {
  const Where where = Where::in("drm_sched_entity_wakeup");
  Entity& entity = static_cast<Cb&>(cb).entity;
  entity.check_alive("drm_sched_entity_wakeup", where);
  SchedFence* s_fence = fence.sched_fence();
  entity.dependency_ = nullptr;
  // From here on drm_sched_entity_fini() sees no callback to take back, and does not wait.
  dma_fence_put(&fence, where);
  entity.check_alive("drm_sched_entity_wakeup", where);
  if (s_fence != nullptr && &fence == &s_fence->scheduled() &&
      entity.scheduler()->semantics().dependency_cleared_without_wakeup) {
    return;
  }
  entity.run_queue_->check_alive("drm_sched_entity_wakeup", where);
  entity.scheduler()->wakeup();
}

// Whether the entity has to wait for dependency_. If not, its reference is dropped.
bool Entity::wait_for_dependency() {
  DmaFence* fence = dependency_;
  if (fence->context() == fence_context_ || fence->context() == fence_context_ + 1) {
    dma_fence_put(fence);  // an earlier job of this entity: the queue's order suffices
    return false;
  }
  SchedFence* s_fence = fence->sched_fence();
  world_.read_point(Where::in("drm_sched_entity_add_dependency_cb"));  // its error
  const bool same_ring = s_fence != nullptr && s_fence->scheduler() == scheduler();
  if (same_ring &&
      (fence->error() == 0 || scheduler()->semantics().failed_dependency_is_pipelined)) {
    // A job of the same scheduler: the ring runs them in order, once that one is on it.
    dependency_ = dma_fence_get(&s_fence->scheduled());
    dma_fence_put(fence);
  }
  if (dependency_->add_callback(cb_, dependency_signalled) == 0) return true;
  dma_fence_put(dependency_);
  return false;
}

DmaFence* Entity::next_dependency(Job& job) {
  // The array keeps its references: a kill waits for all dependencies again.
  if (job.last_dependency_ < job.dependencies_.size()) {
    DmaFence*& slot = job.dependencies_[job.last_dependency_++];
    if (job.scheduler()->semantics().kill_skips_current_dependency) {
      return std::exchange(slot, nullptr);
    }
    return dma_fence_get(slot);
  }
  const sim::SignallingSection section(world_);
  return job.scheduler()->ops().prepare_job(job, *this);
}

// Before the entity goes into its run queue. Its kill takes it out, and takes all jobs as the only
// one who does. Goes on: what comes of it shows as well.
void Entity::check_not_killed() const {
  if (!stopped_) return;
  const Where where = Where::in("drm_sched_entity_pop_job");
  world_.hazards().report(
      sim::HazardKind::killed_entity_returns, where, "drm_sched_entity",
      world_.describe(name() + ", which has been killed, is put into its run queue again", where));
}

void Entity::head_taken() {
  if (!run_queue_->orders_by_head()) return;
  const Job* next = queue_.peek();
  if (next == nullptr) return;
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_pop_job"));
  if (stopped_ && !run_queue_->scheduler().semantics().killed_entity_returns) return;
  check_not_killed();
  run_queue_->head_changed(*this, next->submit_ts_ns_);
}

// Where the place in the run queue goes with the job, both are done under the lock.
void Entity::take_head() {
  if (stats_ == nullptr) {
    queue_.pop();
    head_taken();
    return;
  }
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_pop_job"));
  queue_.pop();
  if (stopped_ && !run_queue_->scheduler().semantics().killed_entity_returns) return;
  if (queue_.peek() != nullptr) check_not_killed();
  run_queue_->job_popped(*this);
}

Job* Entity::pop_job() {
  check_alive("drm_sched_entity_pop_job", Where::here());
  Job* job = queue_.peek();
  if (job == nullptr) return nullptr;
  job->check_alive("drm_sched_entity_pop_job", Where::here());
  while ((dependency_ = next_dependency(*job)) != nullptr) {
    if (wait_for_dependency()) return nullptr;
  }
  world_.read_point(Where::in("drm_sched_entity_pop_job"));  // guilty
  if (guilty()) job->s_fence().finished().set_error(-kEcanceled);
  dma_fence_put(last_scheduled_);
  last_scheduled_ = dma_fence_get(&job->s_fence().finished());
  // last_scheduled_ before the pop: select_run_queue() reads it without a lock once the queue is
  // empty.
  take_head();
  job->entity_ = nullptr;  // the two live on independently
  return job;
}

void Entity::flush(const Process& caller, sim::TimeNs timeout_ns, Where where) {
  check_alive("drm_sched_entity_flush", where);
  if (run_queue_ == nullptr) {
    if (looks_at_run_queue_) return;
    world_.hazards().fatal(sim::HazardKind::contract, where, "drm_sched_entity",
                           world_.describe("drm_sched_entity_flush of " + name(), where) +
                               ": it has no run queue; the kernel waits at a wild address");
    return;
  }
  run_queue_->check_alive("drm_sched_entity_flush", where);
  sim::WaitQueue& job_scheduled = scheduler()->job_scheduled();
  const auto idle = [this] { return is_idle(); };
  if (caller.exiting) {
    if (timeout_ns > 0) {
      const sim::TimeNs now_ns = world_.now();  // schedule_timeout() counts jiffies
      const sim::TimeNs deadline_ns =
          sim::rounded_deadline_ns(scheduler()->timer_rounding(), now_ns, timeout_ns);
      job_scheduled.wait_event_timeout(idle, deadline_ns - now_ns, where);
    }
  } else if (!caller.sigkill) {  // a fatal signal ends a killable wait at once
    job_scheduled.wait_event(idle, where);
  }
  const bool nobodys = last_user_ == 0 && scheduler()->semantics().stranger_kills_entity;
  if (last_user_ != caller.id && !nobodys) return;  // somebody else pushed since: it is theirs
  last_user_ = 0;
  if (!caller.exiting || !caller.sigkill) return;
  if (scheduler()->semantics().entity_killed_by_fini) {
    EntityKill::stop(*this, where);
  } else {
    EntityKill::kill(*this, where);
  }
}

void Entity::drop_dependency(Where where) {
  world_.read_point(Where::in("drm_sched_entity_fini"));
  if (dependency_ == nullptr) return;
  dependency_->remove_callback(cb_, where);
  dma_fence_put(dependency_, where);  // null if the callback came first
  dependency_ = nullptr;
}

void Entity::fini(Where where) {
  check_alive("drm_sched_entity_fini", where);
  if (run_queue_ != nullptr && scheduler()->semantics().entity_killed_by_fini) {
    EntityKill::kill_at_fini(*this, where);
  } else {
    EntityKill::kill(*this, where);
    drop_dependency(where);
  }
  dma_fence_put(last_scheduled_, where);
  last_scheduled_ = nullptr;
  if (stats_ != nullptr) stats_->put();  // the pointer stays: who uses it now is told so
}

void Entity::destroy(const Process& caller, Where where) {
  flush(caller, kMaxWaitQueueEmptyNs, where);
  fini(where);
}

}  // namespace drmsim::sched
