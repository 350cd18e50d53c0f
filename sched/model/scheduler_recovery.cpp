// The half of Scheduler that deals with time: timeouts, stop, resubmission, start.
#include <string>
#include <vector>

#include "sched/api/errno_codes.h"
#include "sched/model/entity.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"
#include "sim/signalling_section.h"

namespace drmsim::drm {

using sim::EventKind;
using sim::Where;

// --- The timer ---

void Scheduler::drm_sched_start_timeout_unlocked() {
  const sim::SpinGuard guard(job_list_lock_, Where::here());
  drm_sched_start_timeout();
}

void Scheduler::drm_sched_fault(Where where) {
  check_usable(__func__, where);
  timeout_wq_->mod_delayed(work_tdr_, 0, where);
}

void Scheduler::drm_sched_tdr_queue_imm() {
  check_usable(__func__, Where::here());
  const sim::SpinGuard guard(job_list_lock_, Where::here());
  timeout_ns_ = 0;
  if (!pending_list_.empty()) timeout_wq_->mod_delayed(work_tdr_, 0);
}

sim::TimeNs Scheduler::drm_sched_suspend_timeout() {
  check_usable(__func__, Where::here());
  const bool expired = work_tdr_.is_linked();  // its worker has not come to it yet
  const bool armed = work_tdr_.timer_armed();
  const sim::TimeNs expires_ns = work_tdr_.expires_ns();
  const bool was_pending = timeout_wq_->mod_delayed(work_tdr_, sim::kForever);
  if (!was_pending || expired) return timeout_ns_;
  if (!armed) return sim::kForever;  // it was suspended already
  // The difference of two counts of jiffies: what is left of a begun one is not seen.
  const sim::TimeNs jiffy_ns =
      parts_.timer_rounding == sim::TimerRounding::exact ? 1 : sim::kTickNs;
  const sim::TimeNs now = world().now() / jiffy_ns;
  const sim::TimeNs expires = expires_ns / jiffy_ns;
  return expires > now ? (expires - now) * jiffy_ns : timeout_ns_;
}

void Scheduler::drm_sched_resume_timeout(sim::TimeNs remaining_ns) {
  check_usable(__func__, Where::here());
  const sim::SpinGuard guard(job_list_lock_, Where::here());
  if (pending_list_.empty()) {
    sim::Workqueue::cancel(work_tdr_);
  } else {
    timeout_wq_->mod_delayed(work_tdr_, remaining_ns);
  }
}

// --- Timeout worker ---

void Scheduler::drm_sched_job_timedout() {
  check_alive(__func__, Where::here());
  Job* job = nullptr;
  {
    const sim::SpinGuard guard(job_list_lock_, Where::here());
    if (!pending_list_.empty()) {
      // Off the list, so that the free worker cannot free it under the handler; stop() puts it
      // back.
      job = &pending_list_.front();
      if (!has(Defect::a1_job_stays_on_pending_list)) pending_list_.pop_front();
    }
  }
  SchedStat status = SchedStat::nominal;
  if (job != nullptr) {
    job->check_alive("timedout_job", Where::here());
    job->note("timedout_job", Where::here());
    world().log().emit(EventKind::timedout_job, job->tag(), name_, job->karma());
    {
      const sim::SignallingSection section(world());
      status = ops().timedout_job(*job);
    }
    if (free_guilty_) {  // it had finished after all
      free_job(*job);
      free_guilty_ = false;
    }
  }
  if (status == SchedStat::no_hang) drm_sched_job_reinsert_on_false_timeout(*job);
  if (status != SchedStat::enodev) drm_sched_start_timeout_unlocked();
}

// What drivers may do only once: the list is not told from its own corruption in the kernel.
void Scheduler::put_back(Job& job, const char* what, Where where) {
  job.check_alive(what, where);
  if (static_cast<PendingHook&>(job).is_linked()) {
    world().hazards().fatal(sim::HazardKind::contract, where, job.storage(),
                            world().describe(std::string(what) + " of " + job.label(), where) +
                                ": it is on pending_list already, the list is corrupted");
    return;
  }
  pending_list_.push_front(job);
}

// Whether the job has finished is the free worker's to find out.
void Scheduler::drm_sched_job_reinsert_on_false_timeout(Job& job) {
  const Where where = Where::here();
  const sim::SpinGuard guard(job_list_lock_, where);
  put_back(job, __func__, where);
  drm_sched_run_free_queue();
}

void Scheduler::reinsert_job(Job& job, Where where) {
  {
    const sim::SpinGuard guard(job_list_lock_, where);
    put_back(job, __func__, where);
  }
  // The kick that its completion gave may have been spent on somebody else meanwhile.
  if (!has(Defect::a3_reinserted_job_not_freed)) queue_free_job_if_ready();
}

// --- Workers ---

void Scheduler::drm_sched_wqueue_stop(Where where) {
  pauses_ = has(Defect::b2_pause_is_a_flag) ? 1 : pauses_ + 1;
  sim::Workqueue::cancel_sync(work_run_job_, where);
  sim::Workqueue::cancel_sync(work_free_job_, where);
}

void Scheduler::drm_sched_wqueue_start(Where where) {
  check_usable(__func__, where);
  pauses_ = has(Defect::b2_pause_is_a_flag) || pauses_ == 0 ? 0 : pauses_ - 1;
  if (paused()) return;
  submit_wq_->queue(work_run_job_, where);
  submit_wq_->queue(work_free_job_, where);
}

// --- Recovery ---

// A job stays on pending_list, detached from its hardware fence, to be run again; or it is done, or
// its callback runs at this moment: let that finish before anybody frees it.
void Scheduler::drm_sched_stop(Job* bad, Where where) {
  check_usable(__func__, where);
  drm_sched_wqueue_stop(where);
  // It was the oldest; the free worker is parked now.
  if (bad != nullptr && bad->scheduler() == this && !has(Defect::a1_job_stays_on_pending_list)) {
    put_back(*bad, __func__, where);
  }
  // Newest first. Waiting for a job may let somebody else take others off the list.
  std::vector<Job*> newest_first;
  for (auto job = pending_list_.rbegin(); job != pending_list_.rend(); ++job) {
    newest_first.push_back(&*job);
  }
  for (Job* job : newest_first) {
    job->check_alive(__func__, where);
    SchedFence& s_fence = job->s_fence();
    world().read_point(Where::here());  // parent
    if (s_fence.parent != nullptr && s_fence.parent->dma_fence_remove_callback(job->cb_)) {
      dma_fence_put(s_fence.parent);
      s_fence.parent = nullptr;
      credit_count_ -= job->credits_;
      continue;
    }
    {
      const sim::SpinGuard guard(job_list_lock_, Where::here());
      static_cast<PendingHook&>(*job).unlink();
    }
    s_fence.finished().dma_fence_wait_timeout();
    if (job != bad) {
      free_job(*job);
    } else {  // the timeout worker still uses it, and frees it afterwards
      free_guilty_ = !has(Defect::a13_guilty_job_dropped);
    }
  }
  // start() arms it again; the expiry that is on its way must not hit restarted jobs.
  sim::Workqueue::cancel(work_tdr_);
  world().log().emit(EventKind::stopped, name_);
}

void Scheduler::drm_sched_increase_karma(Job& bad) {
  check_usable(__func__, Where::here());
  bad.check_alive(__func__, Where::here());
  // A victim of others: never guilty.
  const bool kernel_job = bad.priority_ == Priority::kernel && !has(Defect::a17_kernel_job_blamed);
  if (!kernel_job) ++bad.karma_;
  world().log().emit(EventKind::karma, bad.tag(), bad.karma_, args_.hang_limit);
  if (kernel_job) return;
  const std::uint64_t context = bad.s_fence().scheduled().context();
  for (auto i = static_cast<unsigned>(first_blamed()); i < args_.num_rqs; ++i) {
    if (finished()) return report_use_after_fini(__func__, Where::here());
    if (run_queues_[i]->mark_guilty(context)) break;
  }
}

// list_for_each_entry_safe(): the job after the current one is remembered, and may have gone when
// its turn comes.
template <class Body>
void Scheduler::for_each_pending(const char* what, Where where, Body body) {
  Job* next = pending_list_.empty() ? nullptr : &pending_list_.front();
  while (next != nullptr) {
    Job& job = *next;
    job.check_alive(what, where);
    if (!static_cast<PendingHook&>(job).is_linked()) {
      world().hazards().fatal(sim::HazardKind::contract, where, job.storage(),
                              world().describe(std::string(what) + " at " + job.label(), where) +
                                  ": it was taken off pending_list meanwhile, the walk never ends");
    }
    const auto after = std::next(pending_list_.iterator_to(job));
    next = after == pending_list_.end() ? nullptr : &*after;
    body(job);
  }
}

void Scheduler::drm_sched_resubmit_jobs(Where where) {
  check_usable(__func__, where);
  world().log().emit(EventKind::resubmit, name_);
  bool found_guilty = false;
  std::uint64_t guilty_context = 0;
  for_each_pending(__func__, where, [&](Job& job) {
    SchedFence& s_fence = job.s_fence();
    if (!found_guilty && job.karma_ > static_cast<int>(args_.hang_limit)) {
      found_guilty = true;
      guilty_context = s_fence.scheduled().context();
    }
    if (found_guilty && s_fence.scheduled().context() == guilty_context) {
      s_fence.finished().dma_fence_set_error(-kEcanceled, where);
    }
    const RunJobResult result = run_job(job);
    if (result.fence != nullptr) {
      s_fence.parent = dma_fence_get(result.fence, where);
      dma_fence_put(result.fence, where);
    } else {
      if (result.error != 0) s_fence.finished().dma_fence_set_error(result.error, where);
      s_fence.parent = nullptr;
    }
  });
}

void Scheduler::warn_unless_stopped(const char* what, Where where) const {
  if (drm_sched_is_stopped()) return;
  world().hazards().report(sim::HazardKind::warning, where, "drm_gpu_scheduler",
                           world().describe(what, where) + ": scheduler " + name() +
                               " is not stopped, and may free what is looked at");
}

void Scheduler::drm_sched_for_each_pending_job(const std::function<void(Job&)>& body, Where where) {
  constexpr const char* kWhat = __func__;
  check_usable(kWhat, where);
  warn_unless_stopped(kWhat, where);
  for_each_pending(kWhat, where, body);
  warn_unless_stopped(kWhat, where);
}

// What drm_sched_start() is going to make of credit_count_.
std::uint32_t Scheduler::credits_with_pending() const {
  if (has(Defect::t1_credits_lost_in_restart)) return credit_count_;
  std::uint32_t credits = credit_count_;
  for (const Job& job : pending_list_) credits += job.credits_;
  return credits;
}

void Scheduler::drm_sched_start(int error, Where where) {
  check_usable(__func__, where);
  world().log().emit(EventKind::restart, name_, credits_with_pending());
  for_each_pending(__func__, where, [&](Job& job) {
    if (!has(Defect::t1_credits_lost_in_restart)) credit_count_ += job.credits_;
    Fence* parent = job.s_fence().parent;
    if (parent == nullptr) {
      drm_sched_job_done(job, error != 0 ? error : -kEcanceled);
    } else if (!has(Defect::b7_start_without_callbacks) &&
               parent->dma_fence_add_callback(job.cb_, drm_sched_job_done_cb, where) != 0) {
      drm_sched_job_done(job, parent->error() != 0 ? parent->error() : error);
    }
  });
  drm_sched_start_timeout_unlocked();
  drm_sched_wqueue_start(where);
}

}  // namespace drmsim::drm
