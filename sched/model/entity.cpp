#include "sched/model/entity.h"

#include <string>
#include <utility>

#include "sched/api/errno_codes.h"
#include "sched/model/entity_kill.h"
#include "sched/model/entity_stats.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"
#include "sim/assert.h"
#include "sim/signalling_section.h"

namespace drmsim::drm {

using sim::EventKind;
using sim::Where;

namespace {
constexpr sim::TimeNs kMaxWaitQueueEmptyNs = 1'000'000'000;  // MAX_WAIT_SCHED_ENTITY_Q_EMPTY

void log_dependency(EventKind kind, const Job& job, const Fence& fence) {
  const SchedFence* s_fence = fence.sched_fence();
  job.world().log().emit(kind, job.tag(), s_fence == nullptr ? sim::JobTag{} : s_fence->job(),
                         fence.context(), fence.seqno());
}
}  // namespace

Entity::Entity(sim::World& world, const EntityArgs& args, bool has_stats, Where where)
    : Tracked(world, "drm_sched_entity", where),
      entity_idle(world, "entity_idle"),
      lock_(world, "entity.lock"),
      queue_(world),
      name_(world.intern(args.name)),
      priority_(args.priority),
      rq_priority_(args.priority),
      fence_context_(world.allocate_fence_contexts(2)),
      cb_(*this),
      last_user_(args.owner.id) {
  DRMSIM_ASSERT(!args.schedulers.empty(), "an entity has a scheduler");
  Scheduler& first = *args.schedulers.front();
  const unsigned run_queues = first.priority_count();
  if (static_cast<unsigned>(priority_) >= run_queues) {
    world.hazards().report(sim::HazardKind::warning, Where::in("drm_sched_entity_init"),
                           "drm_sched_entity",
                           "entity " + this->name() + ": priority " + priority_name(priority_) +
                               " has no run queue on " + first.name());
    priority_ = static_cast<Priority>(run_queues - 1);
  }
  const bool fixed = first.has(Defect::n6_run_queue_priority_fixed);
  run_queue_ = &first.run_queue(fixed ? rq_priority_ : priority_);
  world.log().emit(EventKind::entity_init, name_, priority_name(priority_), args.schedulers.size());
  if (has_stats) stats_ = new EntityStats(world, name_);
  if (args.schedulers.size() > 1) schedulers_ = args.schedulers;
  if (!first.has(Defect::c9_new_entity_not_idle)) entity_idle.complete_all();
}

Entity::~Entity() {
  if (!freed()) check_off_run_queue();
}

void Entity::check_off_run_queue() {
  if (!on_run_queue() || run_queue_->freed()) return;
  world().hazards().report(
      sim::HazardKind::contract, Where::here(), "drm_sched_entity",
      "entity " + name() +
          " is destroyed without drm_sched_entity_fini(): it is on the run queue of " +
          run_queue_->scheduler().name() + ", which would serve freed memory");
  run_queue_->drm_sched_rq_remove_entity(*this, Where::here());
}

Scheduler* Entity::scheduler() const {
  return run_queue_ == nullptr ? nullptr : &run_queue_->scheduler();
}

void Entity::set_guilty() {
  if (guilty_ == nullptr || *guilty_) return;
  world().log().emit(EventKind::guilty, name_);
  *guilty_ = true;
}

bool Entity::drm_sched_entity_is_idle() const {
  world().read_point(Where::here());
  return !on_run_queue() || queue_.count() == 0 || stopped_;
}

// The count is raised before the job is linked.
bool Entity::drm_sched_entity_is_ready() {
  check_alive(__func__, Where::here());
  return queue_.count() > 0 && dependency_ == nullptr;
}

int Entity::drm_sched_entity_error() const {
  return last_scheduled_ == nullptr ? 0 : last_scheduled_->error();
}

void Entity::drm_sched_entity_set_priority(Priority priority) {
  const sim::SpinGuard guard(lock_, Where::here());
  priority_ = priority;
  world().log().emit(EventKind::entity_priority, name_, priority_name(priority));
}

void Entity::drm_sched_entity_modify_sched(std::vector<Scheduler*> schedulers) {
  DRMSIM_ASSERT(!schedulers.empty(), "an entity has a scheduler");
  const sim::SpinGuard guard(lock_, Where::here());
  schedulers_ = std::move(schedulers);
}

void Entity::drm_sched_entity_select_rq() {
  if (schedulers_.empty()) return;  // one scheduler, chosen already
  world().read_point(Where::here());
  if (queue_.count() > 0) return;  // the order of its jobs keeps it where it is
  // As does a running job.
  world().read_point(Where::here());
  if (last_scheduled_ != nullptr && !last_scheduled_->dma_fence_is_signaled()) return;
  const sim::SpinGuard guard(lock_, Where::here());
  Scheduler* best = Scheduler::drm_sched_pick_best(schedulers_);
  RunQueue* target = nullptr;
  if (best != nullptr) {
    const bool fixed = best->has(Defect::n6_run_queue_priority_fixed);
    target = &best->run_queue(fixed ? rq_priority_ : priority_);
  }
  if (target != run_queue_) {
    if (run_queue_ != nullptr) run_queue_->drm_sched_rq_remove_entity(*this, Where::here());
    run_queue_ = target;
  }
  if (schedulers_.size() == 1) schedulers_.clear();
}

// What one lock around arm and push is for. The queue is served in its order, and whoever depends
// on two fences of one context waits for the one with the higher number.
[[gnu::cold]] void Entity::report_push_order(const Job& job, Where where) {
  world().hazards().report(
      sim::HazardKind::fence_order, where, job.storage(),
      world().describe("drm_sched_entity_push_job of " + job.label(), where) + ": job number " +
          std::to_string(last_pushed_seqno_) + " of entity " + name() +
          " was pushed before; arm and push are not done under one lock, and " +
          job.finished().label() + " will signal after a later one");
}

[[gnu::cold]] void Entity::report_not_armed(const Job& job, Where where) {
  world().hazards().fatal(sim::HazardKind::contract, where, job.storage().type(),
                          world().describe("drm_sched_entity_push_job of " + job.label(), where) +
                              ": the job was not armed; the kernel dereferences NULL");
}

[[gnu::cold]] void Entity::report_killed(Where where) {
  world().hazards().report(sim::HazardKind::contract, where, "drm_sched_entity",
                           world().describe("drm_sched_entity_push_job to " + name(), where) +
                               ": the entity was killed; the job's fences never signal");
}

[[gnu::cold]] void Entity::write_after_push(Job& job, sim::TimeNs submit_ns, Where where) {
  world().point(sim::Point::atomic, where);
  job.check_alive("drm_sched_entity_push_job", where);
  job.submit_ts_ns_ = submit_ns;
}

// The place in the run queue goes with the job, under the lock.
void Entity::queue_job(Job& job, const Scheduler& armed_for, sim::TimeNs submit_ns, Where where) {
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_push_job"));
  const bool first = queue_.push(job, armed_for.has(Defect::e1_counted_after_link));
  if (armed_for.has(Defect::e6_submitter_writes_after_push))
    write_after_push(job, submit_ns, where);
  if (!first) return;
  if (stopped_) return report_killed(where);
  run_queue_->drm_sched_rq_add_entity(*this, submit_ns);
  scheduler()->drm_sched_wakeup(*this, where);
}

void Entity::drm_sched_entity_push_job(Job& job, const Process& submitter, Where where) {
  job.check_alive(__func__, where);
  check_alive(__func__, where);
  if (!job.armed() || run_queue_ == nullptr) {
    report_not_armed(job, where);
    return;
  }
  run_queue_->check_alive(__func__, where);
  const auto seqno = static_cast<std::uint32_t>(job.finished().seqno());
  if (static_cast<std::int32_t>(seqno - last_pushed_seqno_) < 0) report_push_order(job, where);
  last_pushed_seqno_ = seqno;
  Scheduler* armed_for = scheduler();
  world().log().emit(EventKind::push, job.tag(), name_, armed_for->name_id(), job.id(),
                     queue_.count(), armed_for->credit_count(), job.finished().context(),
                     job.finished().seqno());
  for (const Fence* fence : job.dependencies()) {
    if (fence != nullptr) log_dependency(EventKind::add_dep, job, *fence);
  }
  job.note("pushed", where);
  armed_for->change_score(+1);
  last_user_ = submitter.id;
  job.submit_ts_ns_ = world().now();
  queue_job(job, *armed_for, job.submit_ts_ns_, where);
}

void Entity::drm_sched_entity_wakeup(Fence& fence, DmaFenceCb& cb) {
  const Where where = Where::here();
  Entity& entity = static_cast<Cb&>(cb).entity;
  entity.check_alive(__func__, where);
  SchedFence* s_fence = fence.sched_fence();
  entity.dependency_ = nullptr;
  // From here on drm_sched_entity_fini() sees no callback to take back, and does not wait.
  dma_fence_put(&fence, where);
  entity.check_alive(__func__, where);
  if (s_fence != nullptr && &fence == &s_fence->scheduled() &&
      entity.scheduler()->has(Defect::c4_dependency_cleared_silently)) {
    return;
  }
  entity.run_queue_->check_alive(__func__, where);
  entity.scheduler()->drm_sched_wakeup(entity, where);
}

// Whether the entity has to wait for dependency_. If not, its reference is dropped.
bool Entity::drm_sched_entity_add_dependency_cb(const Job& job) {
  Fence* fence = dependency_;
  if (fence->context() == fence_context_ || fence->context() == fence_context_ + 1) {
    dma_fence_put(fence);  // an earlier job of this entity: the queue's order suffices
    return false;
  }
  SchedFence* s_fence = fence->sched_fence();
  world().read_point(Where::here());  // its error
  const bool same_ring = s_fence != nullptr && s_fence->scheduler() == scheduler();
  if (same_ring && fence->error() == 0) {
    // A job of the same scheduler: the ring runs them in order, once that one is on it.
    dependency_ = dma_fence_get(&s_fence->scheduled());
    dma_fence_put(fence);
  }
  if (!dependency_->test_signaled()) log_dependency(EventKind::unschedulable, job, *dependency_);
  if (dependency_->dma_fence_add_callback(cb_, drm_sched_entity_wakeup) == 0) return true;
  dma_fence_put(dependency_);
  return false;
}

Fence* Entity::drm_sched_job_dependency(Job& job) {
  // The array keeps its references: a kill waits for all dependencies again.
  if (job.last_dependency_ < job.dependencies_.size()) {
    Fence*& slot = job.dependencies_[job.last_dependency_++];
    if (job.scheduler()->has(Defect::c5_current_dependency_skipped)) {
      return std::exchange(slot, nullptr);
    }
    return dma_fence_get(slot);
  }
  if (!job.scheduler()->callbacks().prepare_job) return nullptr;
  const sim::SignallingSection section(world());
  return job.scheduler()->ops().prepare_job(job, *this);
}

// Goes on: what comes of it shows as well.
bool Entity::may_return() const {
  if (!stopped_) return true;
  if (!run_queue_->scheduler().has(Defect::n1_killed_entity_returns)) return false;
  if (queue_.empty()) return true;
  const Where where = Where::in("drm_sched_entity_pop_job");
  world().hazards().report(
      sim::HazardKind::killed_entity_returns, where, "drm_sched_entity",
      world().describe(name() + ", which has been killed, is put into its run queue again", where));
  return true;
}

// The place in the run queue goes with the job: both are done under the lock.
void Entity::take_head() {
  const sim::SpinGuard guard(lock_, Where::in("drm_sched_entity_pop_job"));
  queue_.pop();
  if (may_return()) run_queue_->drm_sched_rq_pop_entity(*this);
}

Job* Entity::drm_sched_entity_pop_job() {
  check_alive(__func__, Where::here());
  Job* job = queue_.peek();
  if (job == nullptr) return nullptr;
  job->check_alive(__func__, Where::here());
  while ((dependency_ = drm_sched_job_dependency(*job)) != nullptr) {
    if (drm_sched_entity_add_dependency_cb(*job)) return nullptr;
  }
  world().read_point(Where::here());  // guilty
  if (guilty()) job->s_fence().finished().dma_fence_set_error(-kEcanceled);
  dma_fence_put(last_scheduled_);
  last_scheduled_ = dma_fence_get(&job->s_fence().finished());
  // last_scheduled_ before the pop: select_run_queue() reads it without a lock once the queue is
  // empty.
  take_head();
  job->entity_ = nullptr;  // the two live on independently
  return job;
}

void Entity::drm_sched_entity_flush(const Process& caller, sim::TimeNs timeout_ns, Where where) {
  check_alive(__func__, where);
  if (run_queue_ == nullptr) {
    world().hazards().fatal(sim::HazardKind::contract, where, "drm_sched_entity",
                            world().describe("drm_sched_entity_flush of " + name(), where) +
                                ": it has no run queue; the kernel waits at a wild address");
    return;
  }
  run_queue_->check_alive(__func__, where);
  sim::WaitQueue& job_scheduled = scheduler()->job_scheduled();
  const auto idle = [this] { return drm_sched_entity_is_idle(); };
  if (caller.exiting) {
    if (timeout_ns > 0) {
      const sim::TimeNs now_ns = world().now();  // schedule_timeout() counts jiffies
      const sim::TimeNs deadline_ns =
          sim::rounded_deadline_ns(scheduler()->timer_rounding(), now_ns, timeout_ns);
      job_scheduled.wait_event_timeout(idle, deadline_ns - now_ns, where);
    }
  } else if (!caller.sigkill) {  // a fatal signal ends a killable wait at once
    job_scheduled.wait_event(idle, where);
  }
  const bool nobodys = last_user_ == 0 && scheduler()->has(Defect::c11_stranger_kills_entity);
  if (last_user_ != caller.id && !nobodys) return;  // somebody else pushed since: it is theirs
  last_user_ = 0;
  if (caller.exiting && caller.sigkill) drm_sched_entity_kill(where);
}

void Entity::drop_dependency(Where where) {
  world().read_point(Where::in("drm_sched_entity_fini"));
  if (dependency_ == nullptr) return;
  dependency_->dma_fence_remove_callback(cb_, where);
  dma_fence_put(dependency_, where);  // null if the callback came first
  dependency_ = nullptr;
}

void Entity::drm_sched_entity_fini(Where where) {
  check_alive(__func__, where);
  drm_sched_entity_kill(where);
  drop_dependency(where);
  dma_fence_put(last_scheduled_, where);
  last_scheduled_ = nullptr;
  EntityStats::drm_sched_entity_stats_put(stats_);  // the pointer stays: who uses it now is told so
}

void Entity::drm_sched_entity_destroy(const Process& caller, Where where) {
  drm_sched_entity_flush(caller, kMaxWaitQueueEmptyNs, where);
  drm_sched_entity_fini(where);
}

}  // namespace drmsim::drm
