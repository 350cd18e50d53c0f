// struct drm_gpu_scheduler: hands the jobs of its entities to one hardware ring, and notices when
// it hangs.
//
// Mechanism: three work items. The run worker takes one job a turn from the best ready entity, as
// long as credits last, and calls run_job(). The free worker takes finished jobs off pending_list
// and frees them. The timeout worker (tdr) fires when the oldest pending job has not finished in
// time, takes it off the list, so that nobody frees it meanwhile, and calls timedout_job(); drivers
// answer with drm_sched_stop(), reset, drm_sched_resubmit_jobs(), drm_sched_start(). Limits:
// submission and freeing share one ordered workqueue unless the driver brings another. Source:
// drivers/gpu/drm/scheduler/sched_main.c of Linux 7.3; what 6.12 does otherwise is in
// sched/model/release_6_12.h.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "sched/api/drm_api.h"
#include "sched/model/defects.h"
#include "sched/model/ewma.h"
#include "sched/model/job.h"
#include "sched/model/run_queue.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"
#include "sim/wait_queue.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::drm {

// What the machine and the release bring, beside struct drm_sched_init_args.
struct SchedulerParts {
  PolicyFactory policy;                 // one instance per run queue; required
  sim::Workqueue* system_wq = nullptr;  // required: unordered
  sim::Delay wakeup;                    // of the scheduler's own workqueue's worker
  sim::TimerRounding timer_rounding = sim::TimerRounding::ticks;
  RunQueueMaker make_run_queue = RunQueue::make;
  sim::Work::Function free_job_work = nullptr;  // drm_sched_free_job_work; null: that of 7.3
  Defects defects;
  int* score = nullptr;  // null: its own; rings of one engine may share one
  Api* api = nullptr;    // whose inspector looks at jobs before they are freed; null: nobody's
};

class Scheduler : public sim::Tracked {
 public:
  Scheduler(sim::World& world, const SchedulerArgs& args, const SchedulerParts& parts,
            sim::Where where = sim::Where::here());
  ~Scheduler() override;

  // Stops the workers, tells flushing tasks. Entities are gone by then, and so are the jobs, but
  // those that are on the hardware, which the driver cancels. May sleep.
  void drm_sched_fini(sim::Where where = sim::Where::here());
  // The driver frees the memory that the scheduler is in. Others may still know it: then what they
  // do is reported.
  void free(sim::Where where = sim::Where::here());

  // --- For timeout handlers (recovery). All may sleep. ---
  // Waits for the workers, puts `bad` back at the head of pending_list, detaches unfinished jobs
  // from their hardware fences and frees finished ones. Once per timedout_job call.
  void drm_sched_stop(Job* bad, sim::Where where = sim::Where::here());
  // run_job() again for everything pending. Deprecated upstream, widely used.
  void drm_sched_resubmit_jobs(sim::Where where = sim::Where::here());
  // Attaches to the fences of pending jobs again; those without one get the error, or -ECANCELED if
  // there is none.
  void drm_sched_start(int error = 0, sim::Where where = sim::Where::here());
  // Oldest first. Workers stand still.
  void drm_sched_for_each_pending_job(const std::function<void(Job&)>& body,
                                      sim::Where where = sim::Where::here());
  void drm_sched_increase_karma(Job& bad);
  // For a handler that finds the job finished, or still making progress, and does nothing: puts it
  // back at the head of pending_list and has it freed if it is done. What v3d and etnaviv do by
  // hand in 6.12, and drm_sched_job_reinsert_on_false_timeout() from 6.17 on.
  void reinsert_job(Job& job, sim::Where where = sim::Where::here());

  // --- For drivers, any context. ---
  void drm_sched_fault(sim::Where where = sim::Where::here());  // timeout handling now
  void drm_sched_tdr_queue_imm();                               // the same, and the timeout stays 0
  // Returns what remained, to be handed to drm_sched_resume_timeout(). The next submission arms the
  // timeout again, against the intention, because it modifies the timer too.
  sim::TimeNs drm_sched_suspend_timeout();
  void drm_sched_resume_timeout(sim::TimeNs remaining_ns);
  // Waits for both workers; may sleep.
  void drm_sched_wqueue_stop(sim::Where where = sim::Where::here());
  void drm_sched_wqueue_start(sim::Where where = sim::Where::here());
  bool ready() const { return ready_; }
  void set_ready(bool ready) { ready_ = ready; }  // amdgpu: cleared when the hardware is dead

  // The ready one with the lowest score, the first of equals; null if none. A score of -1 counts as
  // the highest there is.
  static Scheduler* drm_sched_pick_best(const std::vector<Scheduler*>& schedulers);

  const std::string& name() const { return world().names().text(name_); }
  sim::NameId name_id() const { return name_; }
  std::string label() const override { return name(); }
  BackendOps& ops() const { return *args_.ops; }
  const OptionalCallbacks& callbacks() const { return callbacks_; }
  bool has(Defect defect) const { return parts_.defects.has(defect); }
  std::uint32_t credit_count() const { return credit_count_; }  // of jobs on the hardware
  int score() const { return *score_; }                         // load: entities and jobs
  bool drm_sched_is_stopped() const { return paused(); }
  void warn_unless_stopped(const char* what, sim::Where where) const;
  sim::TimerRounding timer_rounding() const { return parts_.timer_rounding; }
  // 1..4: priorities beyond it do not exist (num_user_rqs, where one run queue has them all).
  unsigned priority_count() const { return priority_count_; }
  RunQueue& run_queue(Priority priority);
  std::size_t pending_jobs() const { return pending_list_.size(); }

  // --- For the other classes of this folder. ---
  void drm_sched_wakeup(Entity& entity, sim::Where where);  // it has a job that can be run
  bool drm_sched_can_queue(Entity& entity);
  void change_score(int by) { *score_ += by; }
  virtual std::uint64_t job_id(const Job& job);  // of its submission's event
  const Ewma& avg_job_us() const { return avg_job_us_; }
  sim::WaitQueue& job_scheduled() { return job_scheduled_; }
  sim::Workqueue& system_workqueue() { return *parts_.system_wq; }
  void free_job(Job& job);

  // Whether a worker that begins is not to do anything.
  bool worker_pauses(const char* function) const;
  Job* drm_sched_get_finished_job();
  void drm_sched_run_job_queue();
  void queue_free_job_if_ready();

 protected:
  virtual void drm_sched_job_reinsert_on_false_timeout(Job& job);
  // Where the look for whose entity a guilty job is begins.
  virtual Priority first_blamed() const { return Priority::kernel; }

 private:
  using PendingList = boost::intrusive::list<Job, boost::intrusive::base_hook<PendingHook>,
                                             boost::intrusive::constant_time_size<false>>;

  template <void (Scheduler::*function)()>
  static void call(void* scheduler) {
    (static_cast<Scheduler*>(scheduler)->*function)();
  }
  static void drm_sched_job_done_cb(Fence& fence, DmaFenceCb& cb);

  void report_work_while_stopped(const char* what, const Job& job, sim::Where where);
  void drm_sched_run_job_work();
  void drm_sched_free_job_work();
  void drm_sched_job_timedout();
  Entity* drm_sched_select_entity();
  void entity_is_idle(Entity& entity, sim::Where where);
  RunJobResult run_job(Job& job);
  void account(Job& job);
  void drm_sched_job_begin(Job& job);
  void drm_sched_job_done(Job& job, int result);
  void drm_sched_run_free_queue();
  bool is_done(Job& job) const;                // may be freed
  bool paused() const { return pauses_ > 0; }  // pause_submit
  void drm_sched_cancel_remaining_jobs();
  void drm_sched_start_timeout();  // job_list_lock held
  void drm_sched_start_timeout_unlocked();
  void put_back(Job& job, const char* what, sim::Where where);
  std::uint32_t credits_with_pending() const;
  template <class Body>
  void for_each_pending(const char* what, sim::Where where, Body body);
  bool finished() const {  // drm_sched_fini() was here
    return run_queues_.front() == nullptr;
  }
  void check_usable(const char* what, sim::Where where) const {
    check_alive(what, where);
    if (__builtin_expect(finished(), false)) report_use_after_fini(what, where);
  }
  void report_use_after_fini(const char* what, sim::Where where) const;
  void report_truncated(const Job& job);
  void report_credit_overflow();

  void make_run_queues();

  SchedulerArgs args_;
  const OptionalCallbacks callbacks_;
  SchedulerParts parts_;
  unsigned priority_count_;
  bool serves_all_priorities_ = false;  // in its one run queue
  sim::NameId name_;
  sim::TimeNs timeout_ns_;
  std::uint32_t credit_count_ = 0;
  int own_score_ = 0;
  int* score_;
  Ewma avg_job_us_;  // of the jobs that the free worker freed
  bool ready_ = true;
  bool free_guilty_ = false;
  unsigned pauses_ = 0;                                 // 1 at most, where that is a flag
  std::array<RunQueue*, kPriorityCount> run_queues_{};  // null after fini
  std::unique_ptr<sim::Workqueue> own_submit_wq_;
  sim::Workqueue* submit_wq_;
  sim::Workqueue* timeout_wq_;
  sim::SpinLock job_list_lock_;
  PendingList pending_list_;  // handed to the hardware, oldest first
  sim::WaitQueue job_scheduled_;
  sim::Work work_run_job_;
  sim::Work work_free_job_;
  sim::DelayedWork work_tdr_;
};

}  // namespace drmsim::drm
