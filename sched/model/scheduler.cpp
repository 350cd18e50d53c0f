#include "sched/model/scheduler.h"

#include <limits>
#include <utility>

#include <fmt/format.h>

#include "sched/model/entity.h"
#include "sched/model/entity_stats.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sim/assert.h"
#include "sim/signalling_section.h"

namespace drmsim::drm {

using sim::EventKind;
using sim::Where;

Scheduler::Scheduler(sim::World& world, const SchedulerArgs& args, const SchedulerParts& parts,
                     Where where)
    : Tracked(world, "drm_gpu_scheduler", where),
      args_(args),
      callbacks_(args.ops->optional_callbacks()),
      parts_(parts),
      priority_count_(args.num_rqs),
      name_(world.intern(args.name)),
      timeout_ns_(args.timeout_ns),
      score_(parts.score != nullptr ? parts.score : &own_score_),
      submit_wq_(args.submit_wq),
      timeout_wq_(args.timeout_wq != nullptr ? args.timeout_wq : parts.system_wq),
      job_list_lock_(world, "sched.job_list_lock"),
      job_scheduled_(world, "sched.job_scheduled"),
      work_run_job_(world, "run:" + args.name, "run", call<&Scheduler::drm_sched_run_job_work>,
                    this),
      work_free_job_(world, "free:" + args.name, "free",
                     parts.free_job_work != nullptr ? parts.free_job_work
                                                    : call<&Scheduler::drm_sched_free_job_work>,
                     this),
      work_tdr_(world, "tdr:" + args.name, "tdr", call<&Scheduler::drm_sched_job_timedout>, this,
                parts.timer_rounding) {
  DRMSIM_ASSERT(args.num_rqs >= 1 && args.num_rqs <= kPriorityCount, "one to four run queues");
  DRMSIM_ASSERT(args.credit_limit > 0 && args.ops != nullptr && parts.system_wq != nullptr,
                "drm_sched_init_args");
  if (submit_wq_ == nullptr) {
    own_submit_wq_ = std::make_unique<sim::Workqueue>(world, args.name, sim::WorkqueueKind::ordered,
                                                      parts.wakeup);
    submit_wq_ = own_submit_wq_.get();
  }
  make_run_queues();
  world.log().emit(EventKind::sched_init, name_, args.credit_limit, args.timeout_ns,
                   args.hang_limit, world.names().text(world.intern(args.policy)).c_str());
}

Scheduler::~Scheduler() {
  pending_list_.clear();
  for (RunQueue* run_queue : run_queues_) delete run_queue;
}

void Scheduler::make_run_queues() {
  std::unique_ptr<RunQueuePolicy> policy = parts_.policy();
  serves_all_priorities_ = policy->serves_all_priorities();
  if (serves_all_priorities_) args_.num_rqs = 1;
  for (unsigned i = 0; i < args_.num_rqs; ++i) {
    if (policy == nullptr) policy = parts_.policy();
    run_queues_[i] =
        parts_.make_run_queue(*this, static_cast<Priority>(i), std::move(policy)).release();
  }
}

RunQueue& Scheduler::run_queue(Priority priority) {
  check_usable("sched_rq", Where::here());
  auto index = serves_all_priorities_ ? 0 : static_cast<unsigned>(priority);
  if (index >= args_.num_rqs) {
    world().hazards().fatal(
        sim::HazardKind::out_of_bounds, Where::here(), type(),
        fmt::format(
            "scheduler {} has {} run queues, none of priority {}; the kernel reads past the end of "
            "sched_rq",
            name(), args_.num_rqs, priority_name(priority)));
    index = args_.num_rqs - 1;
  }
  return *run_queues_[index];
}

// Hazards stand apart, so that what happens millions of times needs no room for their texts.
[[gnu::cold]] void Scheduler::report_use_after_fini(const char* what, Where where) const {
  world().hazards().fatal(sim::HazardKind::use_after_fini, where, *this,
                          world().describe(fmt::format("{} of scheduler {}", what, name()), where) +
                              ": drm_sched_fini() was called before");
}

[[gnu::cold]] void Scheduler::report_truncated(const Job& job) {
  world().hazards().report(
      sim::HazardKind::warning, Where::in("drm_sched_can_queue"), job.storage().type(),
      fmt::format("job {} takes {} credits, scheduler {} has {} in all: truncated", job.label(),
                  job.credits(), name(), args_.credit_limit));
}

[[gnu::cold]] void Scheduler::report_credit_overflow() {
  world().hazards().report(
      sim::HazardKind::warning, Where::in("drm_sched_available_credits"), type(),
      fmt::format("scheduler {} has {} credits in use of {}: the difference wraps around", name(),
                  credit_count_, args_.credit_limit));
}

Scheduler* Scheduler::drm_sched_pick_best(const std::vector<Scheduler*>& schedulers) {
  Scheduler* best = nullptr;
  auto lowest = std::numeric_limits<unsigned>::max();
  for (Scheduler* candidate : schedulers) {
    if (!candidate->ready()) continue;
    const auto score = static_cast<unsigned>(candidate->score());
    if (score >= lowest) continue;
    lowest = score;
    best = candidate;
  }
  return best;
}

std::uint64_t Scheduler::job_id(const Job& job) {
  return job.finished().seqno();
}

// --- Run worker ---

void Scheduler::drm_sched_run_job_queue() {
  world().read_point(Where::here());
  if (!paused()) submit_wq_->queue(work_run_job_, Where::here());
}

void Scheduler::drm_sched_wakeup(Entity& entity, Where where) {
  if (has(Defect::e5_submitter_looks_at_queue)) {
    Job* head = entity.peek_job();
    world().point(sim::Point::atomic, where);
    if (head != nullptr) head->check_alive("drm_sched_can_queue", where);
  }
  drm_sched_run_job_queue();
}

bool Scheduler::drm_sched_can_queue(Entity& entity) {
  Job* job = entity.peek_job();
  if (job == nullptr) return false;
  job->check_alive(__func__, Where::here());
  if (job->credits_ > args_.credit_limit) {
    report_truncated(*job);
    job->credits_ = args_.credit_limit;
  }
  if (credit_count_ > args_.credit_limit) report_credit_overflow();
  return args_.credit_limit - credit_count_ >= job->credits_;
}

Entity* Scheduler::drm_sched_select_entity() {
  for (unsigned i = 0; i < args_.num_rqs; ++i) {
    if (finished()) {  // while this worker was away, started again behind the back of fini()
      report_use_after_fini(__func__, Where::here());
      return nullptr;
    }
    if (run_queues_[i]->need_not_look()) continue;
    const RunQueue::Selection selection = run_queues_[i]->drm_sched_rq_select_entity();
    if (selection.entity != nullptr || selection.no_credits) return selection.entity;
  }
  return nullptr;
}

bool Scheduler::worker_pauses(const char* function) const {
  if (has(Defect::n7_workers_ignore_pause)) return false;
  world().read_point(Where::in(function));
  return paused();
}

void Scheduler::report_work_while_stopped(const char* what, const Job& job, Where where) {
  world().hazards().report(sim::HazardKind::work_while_stopped, where, "drm_sched_job",
                           work_while_stopped(what + (" of " + job.label())));
}

// The reference that run_job() hands over is dropped at the end: parent has its own by then.
void Scheduler::drm_sched_run_job_work() {
  if (worker_pauses(__func__)) return;
  const bool began_stopped = paused();  // its item was queued behind the back of wqueue_stop()
  check_usable(__func__, Where::here());
  Entity* entity = drm_sched_select_entity();
  if (entity == nullptr) return;
  Job* job = entity->drm_sched_entity_pop_job();
  if (job == nullptr) {  // it waits for a dependency now; others may be ready
    entity_is_idle(*entity, Where::here());
    if (!has(Defect::e2_worker_sleeps_at_dependency)) drm_sched_run_job_queue();
    return;
  }
  SchedFence& s_fence = job->s_fence();
  credit_count_ += job->credits_;
  if (began_stopped && paused()) report_work_while_stopped("run_job", *job, Where::here());
  drm_sched_job_begin(*job);
  job->queued_behind_ = entity->queued();
  const auto [fence, error] = run_job(*job);
  entity_is_idle(*entity, Where::here());
  s_fence.drm_sched_fence_scheduled(fence);
  if (fence != nullptr) {
    if (has(Defect::e13_parent_put_first)) dma_fence_put(fence);
    if (fence->dma_fence_add_callback(job->cb_, drm_sched_job_done_cb) != 0) {
      drm_sched_job_done(*job, fence->error());
    }
    if (!has(Defect::e13_parent_put_first)) dma_fence_put(fence);
  } else {
    drm_sched_job_done(*job, error);
  }
  job_scheduled_.wake_up();
  drm_sched_run_job_queue();
}

// complete_all(&entity->entity_idle): the entity may be killed, and go, from here on.
void Scheduler::entity_is_idle(Entity& entity, Where where) {
  entity.check_alive(where.function(), where);
  if (has(Defect::c1_entity_idle_for_one_waiter)) {
    entity.entity_idle.complete(where);
  } else {
    entity.entity_idle.complete_all(where);
  }
}

RunJobResult Scheduler::run_job(Job& job) {
  const sim::SignallingSection section(world());
  job.note("run_job", Where::here());
  const RunJobResult result = ops().run_job(job);
  drm::log_run_job_result(world(), job.tag(), name_, result, job.s_fence().finished().error());
  return result;
}

void Scheduler::drm_sched_start_timeout() {
  job_list_lock_.assert_held();
  if (timeout_ns_ == sim::kForever || pending_list_.empty()) return;
  if (has(Defect::a7_submission_restarts_timeout)) {
    timeout_wq_->mod_delayed(work_tdr_, timeout_ns_);
  } else {
    timeout_wq_->queue_delayed(work_tdr_, timeout_ns_);  // nothing, if it is armed or suspended
  }
}

void Scheduler::drm_sched_job_begin(Job& job) {
  const sim::SpinGuard guard(job_list_lock_, Where::here());
  pending_list_.push_back(job);
  drm_sched_start_timeout();
}

// --- Completion and free worker ---

void Scheduler::drm_sched_job_done_cb(Fence& fence, DmaFenceCb& cb) {
  Job& job = static_cast<Job::Cb&>(cb).job;
  job.check_alive(__func__, Where::here());
  job.scheduler()->drm_sched_job_done(job, fence.error());
}

void Scheduler::drm_sched_job_done(Job& job, int result) {
  credit_count_ -= job.credits_;
  change_score(-1);
  SchedFence& s_fence = job.s_fence();
  // Once finished signals, the free worker may drop the last reference under our feet.
  const bool referenced = !has(Defect::f1_signal_without_reference);
  if (referenced) dma_fence_get(&s_fence.finished());
  s_fence.drm_sched_fence_finished(result);
  if (referenced) dma_fence_put(&s_fence.finished());
  drm_sched_run_free_queue();
}

void Scheduler::drm_sched_run_free_queue() {
  world().read_point(Where::here());
  if (!paused()) submit_wq_->queue(work_free_job_, Where::here());
}

bool Scheduler::is_done(Job& job) const {
  SchedFence& s_fence = job.s_fence();
  if (has(Defect::b8_freed_before_callback) && s_fence.parent != nullptr) {
    return s_fence.parent->dma_fence_is_signaled();
  }
  return s_fence.finished().dma_fence_is_signaled();
}

void Scheduler::queue_free_job_if_ready() {
  const sim::SpinGuard guard(job_list_lock_, Where::in("drm_sched_run_free_queue"));
  if (!pending_list_.empty() && is_done(pending_list_.front())) {
    drm_sched_run_free_queue();
  }
}

void Scheduler::drm_sched_free_job_work() {
  if (worker_pauses(__func__)) return;
  const bool began_stopped = paused();
  while (Job* job = drm_sched_get_finished_job()) {
    if (began_stopped && paused()) {
      report_work_while_stopped("free_job", *job, Where::here());
    }
    if (job->entity_stats() != nullptr) account(*job);
    free_job(*job);
  }
  drm_sched_run_job_queue();
}

// What the job took of the hardware, to its entity and to the scheduler's average. Below 0 if it
// finished before the one before it.
void Scheduler::account(Job& job) {
  SchedFence& s_fence = job.s_fence();
  const auto begin_ns = static_cast<std::int64_t>(s_fence.scheduled().timestamp_ns());
  const auto end_ns = static_cast<std::int64_t>(s_fence.finished().timestamp_ns());
  job.entity_stats()->drm_sched_entity_stats_job_add_gpu_time(end_ns - begin_ns);
  avg_job_us_.add(static_cast<std::uint64_t>((end_ns - begin_ns) / kNsPerUs));
}

Job* Scheduler::drm_sched_get_finished_job() {
  const sim::SpinGuard guard(job_list_lock_, Where::here());
  if (pending_list_.empty()) return nullptr;
  Job& job = pending_list_.front();
  job.check_alive(__func__, Where::here());
  if (has(Defect::a4_timer_cancelled_early)) sim::Workqueue::cancel(work_tdr_);
  if (!is_done(job)) return nullptr;
  pending_list_.pop_front();
  sim::Workqueue::cancel(work_tdr_);
  if (!pending_list_.empty()) {
    // The next one has had the hardware only since now.
    SchedFence& next = pending_list_.front().s_fence();
    if (next.scheduled().has_timestamp()) {
      next.scheduled().set_timestamp_ns(job.s_fence().finished().timestamp_ns());
    }
    drm_sched_start_timeout();
  }
  return &job;
}

void Scheduler::free_job(Job& job) {
  job.check_alive(__func__, Where::here());
  world().log().emit(EventKind::free_job, job.tag());
  if (parts_.api != nullptr) parts_.api->inspect(job, job.tag());
  ops().free_job(job);
}

// Newest first.
void Scheduler::drm_sched_cancel_remaining_jobs() {
  while (!pending_list_.empty()) {
    Job& job = pending_list_.back();
    ops().cancel_job(job);
    static_cast<PendingHook&>(job).unlink();
    free_job(job);
  }
}

void Scheduler::drm_sched_fini(Where where) {
  check_usable(__func__, where);
  world().log().emit(EventKind::sched_fini, name_, credit_count_, score());
  drm_sched_wqueue_stop(where);
  for (RunQueue*& run_queue : run_queues_) {
    if (run_queue == nullptr) continue;
    run_queue->fini();
    world().memory().free(*std::exchange(run_queue, nullptr), where);
  }
  job_scheduled_.wake_up_all(where);
  if (!has(Defect::d2_timeout_outlives_scheduler)) sim::Workqueue::cancel_sync(work_tdr_, where);
  if (!has(Defect::d1_pending_jobs_leaked)) drm_sched_cancel_remaining_jobs();
  if (own_submit_wq_ != nullptr) own_submit_wq_->drain(where);  // destroy_workqueue()
  ready_ = false;
  note(__func__, where);
}

void Scheduler::free(Where where) {
  world().memory().free(*this, where);
}

}  // namespace drmsim::drm
