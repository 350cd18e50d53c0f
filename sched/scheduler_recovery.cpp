// The half of Scheduler that deals with time: timeouts, stop, resubmission, start.
#include <utility>

#include "sched/entity.h"
#include "sched/errno_codes.h"
#include "sched/run_queue.h"
#include "sched/sched_fence.h"
#include "sched/scheduler.h"

namespace drmsim::sched {

using sim::EventKind;
using sim::Where;

// --- The timer ---

void Scheduler::start_timeout() {
  job_list_lock_.assert_held();
  if (timeout_ns_ == sim::kForever || pending_list_.empty()) return;
  // mod, not queue: every new submission pushes the deadline of the oldest job out (6.8 and later).
  timeout_wq_->mod_delayed(work_tdr_, timeout_ns_);
}

void Scheduler::start_timeout_unlocked() {
  const sim::SpinGuard guard(job_list_lock_);
  start_timeout();
}

void Scheduler::fault(Where where) { timeout_wq_->mod_delayed(work_tdr_, 0, where); }

void Scheduler::tdr_queue_imm() {
  const sim::SpinGuard guard(job_list_lock_);
  timeout_ns_ = 0;
  start_timeout();
}

sim::TimeNs Scheduler::suspend_timeout() {
  const sim::TimeNs expires_ns = work_tdr_.expires_ns();
  const bool was_pending = timeout_wq_->mod_delayed(work_tdr_, sim::kForever);
  const sim::TimeNs now_ns = world().now();
  return was_pending && expires_ns > now_ns ? expires_ns - now_ns : timeout_ns_;
}

void Scheduler::resume_timeout(sim::TimeNs remaining_ns) {
  const sim::SpinGuard guard(job_list_lock_);
  if (pending_list_.empty()) {
    sim::Workqueue::cancel(work_tdr_);
  } else {
    timeout_wq_->mod_delayed(work_tdr_, remaining_ns);
  }
}

// --- Timeout worker ---

void Scheduler::job_timedout(void* scheduler) {
  static_cast<Scheduler*>(scheduler)->handle_timeout();
}

void Scheduler::handle_timeout() {
  Job* job = nullptr;
  {
    const sim::SpinGuard guard(job_list_lock_);
    if (!pending_list_.empty()) {
      // Off the list, so that the free worker cannot free it under the handler; stop() puts it back.
      job = &pending_list_.front();
      pending_list_.pop_front();
    }
  }
  SchedStat status = SchedStat::nominal;
  if (job != nullptr) {
    job->check_alive("timedout_job", Where::here());
    job->note("timedout_job", Where::here());
    world().log().emit(EventKind::timedout_job, job->tag(), name_, job->karma());
    {
      const sim::SignallingSection section(world().cpu());
      status = ops_.timedout_job(*job);
    }
    if (std::exchange(free_guilty_, false)) free_job(*job);  // it had finished after all
  }
  if (status != SchedStat::enodev) start_timeout_unlocked();
}

// --- Workers ---

void Scheduler::wqueue_stop(Where where) {
  pause_submit_ = true;
  sim::Workqueue::cancel_sync(work_run_job_, where);
  sim::Workqueue::cancel_sync(work_free_job_, where);
}

void Scheduler::wqueue_start(Where where) {
  pause_submit_ = false;
  submit_wq_->queue(work_run_job_, where);
  submit_wq_->queue(work_free_job_, where);
}

// --- Recovery ---

// Whether the job stays on pending_list, detached from its hardware fence, to be run again.
bool Scheduler::detach_or_remove(Job& job, const Job* bad) {
  SchedFence& s_fence = job.s_fence();
  if (s_fence.parent != nullptr && s_fence.parent->remove_callback(job.cb_)) {
    dma_fence_put(std::exchange(s_fence.parent, nullptr));
    credit_count_ -= job.credits_;
    return true;
  }
  {
    const sim::SpinGuard guard(job_list_lock_);
    pending_list_.erase(pending_list_.iterator_to(job));
  }
  // It is done, or its callback runs at this moment: let that finish before anybody frees the job.
  s_fence.finished().wait();
  if (&job == bad) {
    free_guilty_ = true;  // the timeout worker still uses it, and frees it afterwards
  } else {
    free_job(job);
  }
  return false;
}

void Scheduler::stop(Job* bad, Where where) {
  wqueue_stop(where);
  if (bad != nullptr && bad->scheduler() == this) {
    bad->check_alive("drm_sched_stop", where);
    pending_list_.push_front(*bad);  // it was the oldest; the free worker is parked now
  }
  // Newest first, so that no older job's completion starts a timer for one that is being detached.
  std::vector<Job*> newest_first;
  for (auto job = pending_list_.rbegin(); job != pending_list_.rend(); ++job) {
    newest_first.push_back(&*job);
  }
  for (Job* job : newest_first) detach_or_remove(*job, bad);
  // start() arms it again; the expiry that is on its way must not hit restarted jobs.
  sim::Workqueue::cancel(work_tdr_);
  world().log().emit(EventKind::stopped, name_);
}

void Scheduler::increase_karma(Job& bad) {
  if (bad.priority_ == Priority::kernel) return;  // a victim of others: the kernel's jobs are good
  ++bad.karma_;
  world().log().emit(EventKind::karma, bad.tag(), bad.karma_, options_.hang_limit);
  const std::uint64_t context = bad.s_fence().scheduled().context();
  for (unsigned i = static_cast<unsigned>(Priority::high); i < options_.num_rqs; ++i) {
    run_queues_[i]->mark_guilty(context);
  }
}

void Scheduler::resubmit_jobs(Where where) {
  world().log().emit(EventKind::resubmit, name_);
  bool found_guilty = false;
  std::uint64_t guilty_context = 0;
  for (auto next = pending_list_.begin(); next != pending_list_.end();) {
    Job& job = *next++;
    SchedFence& s_fence = job.s_fence();
    if (!found_guilty && job.karma_ > static_cast<int>(options_.hang_limit)) {
      found_guilty = true;
      guilty_context = s_fence.scheduled().context();
    }
    if (found_guilty && s_fence.scheduled().context() == guilty_context) {
      s_fence.finished().set_error(-kEcanceled, where);
    }
    const RunJobResult result = call_run_job(job);
    if (result.fence != nullptr) {
      s_fence.parent = dma_fence_get(result.fence, where);
      dma_fence_put(result.fence, where);
    } else {
      if (result.error != 0) s_fence.finished().set_error(result.error, where);
      s_fence.parent = nullptr;
    }
  }
}

void Scheduler::start(Where where) {
  world().log().emit(EventKind::restart, name_);
  for (auto next = pending_list_.begin(); next != pending_list_.end();) {
    Job& job = *next++;
    credit_count_ += job.credits_;
    DmaFence* parent = job.s_fence().parent;
    if (parent == nullptr) {
      job_done(job, -kEcanceled);
    } else if (parent->add_callback(job.cb_, job_done_cb, where) != 0) {
      job_done(job, parent->error());
    }
  }
  start_timeout_unlocked();
  wqueue_start(where);
}

}  // namespace drmsim::sched
