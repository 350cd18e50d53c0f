// What differs between kernel versions, as data.
//
// A preset names a kernel release; a switch names one behaviour, so that a bug file can say "this
// release, but with that defect". Every switch cites where the behaviour changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace drmsim::sched {

struct Semantics {
  std::string preset = "linux-6.12";

  // drm_sched_run_job_work() puts the reference that run_job() handed over before it adds its
  // callback to the fence. Safe only as long as s_fence->parent holds another. The 6.12 tree does
  // so (until 72ebc18b3499, 2025).
  bool put_parent_before_add_callback = true;
  // A submission restarts the timeout of the job that is on the hardware, and starts a suspended
  // one ("Add a helper to queue TDR immediately", 6.8; A7, A8). The 6.12 tree does so, 6.1 not.
  bool submission_restarts_timeout = true;
  // Stop and start set and clear one flag: the first start undoes every stop (B2). The 6.12 tree
  // does so.
  bool pause_is_a_flag = true;
  // drm_sched_entity_pop_job() sorts the entity into the queue's tree again for its next job, even
  // if it has been killed, and taken out of the tree, meanwhile: then the run worker and the kill
  // take jobs from it at the same time. With fifo; from 7.2 on with any policy. The trees of 6.12,
  // 7.2 and 7.3 do so.
  bool killed_entity_returns = true;

  // The timeline name of a fence that has signalled is read from its scheduler, which may be gone
  // (since 6.17 dma_fence_timeline_name() answers by itself; D5). The 6.12 tree does so.
  bool signaled_fence_asks_scheduler = true;

  // drm_sched_fini() has drivers cancel the jobs that are on the hardware (BackendOps::cancel_job),
  // and frees them (bf8bbaefaa6a, 6.17). The 6.12 tree leaks them (D1).
  bool fini_cancels_jobs = false;

  // --- Since Linux 6.12. In brackets: the commit that changed it, or the release in which it is
  // found. ---
  // Drivers may answer a timeout with "nothing hangs" (SchedStat::no_hang): the scheduler puts the
  // job back, and has the free worker look at it (0b1217bfdfdd; 6.17).
  bool no_hang_status = false;
  // A job has no number of its own: the event of its submission names its fence (when the trace
  // events became stable; 6.17).
  bool jobs_have_no_id = false;
  // What a job costs is said at its submission: there is no update_job_credits() (by 6.15).
  bool credits_are_fixed = false;
  // The free worker frees all that has finished, one after the other, and then has the run worker
  // look once ("drm/sched: Free all finished jobs at once"; 7.2).
  bool free_worker_frees_all = false;
  // Workers do not look whether they are paused when they begin: it suffices that whoever pauses
  // waits for them (7.2).
  bool workers_ignore_pause = false;
  // Every policy is a key in a run queue's tree, in which an entity has a place while it has jobs;
  // it is taken, and left, under entity->lock, with the job that comes or goes. So `rr` is a number
  // that grows with every turn, and there is `fair`: the time that an entity has had, with all
  // priorities in one run queue. An entity has statistics, whatever the policy, and they live as
  // long as its jobs (7.2).
  bool policies_are_keys = false;
  // The run queue's priority is that of which the entity was made, whatever its priority becomes,
  // and even where the scheduler has no such run queue: then the kernel reads past the end of
  // sched_rq (7.2).
  bool run_queue_priority_is_fixed = false;
  // drm_sched_fini() does not stop the entities whose run queues it frees (7.2).
  bool fini_leaves_entities = false;
  // The look for whose entity a guilty job is begins at the run queue of kernel priority (7.2).
  bool karma_reaches_kernel_entities = false;
  // Drivers may recover by themselves: drm_sched_for_each_pending_job(), drm_sched_is_stopped(),
  // drm_sched_job_is_signaled(), the error of drm_sched_start(), drm_sched_entity_kill() (7.2).
  bool recovery_is_the_drivers = false;
  // A fence may have a lock of its own and no release callback; then it forgets its driver's
  // operations when it signals (7.2).
  bool independent_fences = false;
  // drm_sched_job_init(), drm_sched_entity_flush() and the kill take it for granted that an entity
  // has a run queue (7.3).
  bool run_queue_is_not_looked_at = false;

  // --- Before Linux 6.8: on in linux-6.1. In brackets: the commit that changed it. ---
  // One thread per scheduler frees finished jobs and runs new ones, and is woken if the ring has
  // room, in place of two work items (a6149f039369, f7fe64ad0f22; 6.8).
  bool main_thread = false;
  // Each job counts one, whatever its credits; while the ring is full no entity is looked at
  // (a78422e9dff3; 6.8).
  bool jobs_are_counted = false;
  // Always four run queues, which live as long as the scheduler; a job's priority is that of the
  // run queue it was armed on, not the entity's (56e449603f0a; 6.8).
  bool four_run_queues = false;
  // drm_sched_entity_fini() kills the queued jobs, and waits for their dependencies itself; flush
  // after SIGKILL only stops the entity. Each job waits for the last one that was scheduled, not
  // for the one before (2fdb8a8f07c2; 6.2).
  bool entity_killed_by_fini = false;
  // A job's `parent` is set when `scheduled` has signalled already ("drm/sched: Call
  // drm_sched_fence_set_parent() from drm_sched_fence_scheduled()"; 6.6).
  bool parent_set_after_scheduled = false;
  // The error of a hardware fence does not reach the job's finished fence (539f9ee4b52a; 6.5).
  bool hardware_errors_stay_below = false;
  // drm_sched_start() takes a job without a hardware fence for done, not for cancelled
  // ("drm/scheduler: mark jobs without fence as canceled"; 6.5).
  bool restart_without_fence_succeeds = false;
  // Of a dependency on a job of the same scheduler only `scheduled` is waited for, even if that job
  // has failed already (after 6.1).
  bool failed_dependency_is_pipelined = false;
  // There is no policy but round robin (08fb97de03aa; 6.2).
  bool round_robin_only = false;

  // --- Defects of the past, off in linux-6.12. In brackets: the commit that mended it, and the
  // entry of the catalogue of bugs. ---
  // The job whose timeout fired stays where the free worker finds it (135517d3565b; A1).
  bool tdr_leaves_job_on_pending_list = false;
  // The free worker stops the timer before it knows that the oldest job is done (bcf26654a38f; A4).
  bool free_cancels_timeout_first = false;
  // drm_sched_job_reinsert_on_false_timeout() does not ask for the job to be freed, as drivers that
  // put it on the list by hand do not (part of 0b1217bfdfdd; A3).
  bool reinserted_job_is_not_freed = false;
  // drm_sched_stop() drops a job that finished under the timeout handler, and nobody frees it
  // ("Add flag to hint the release of guilty job", 2019; A13).
  bool stop_drops_guilty_job = false;
  // Jobs of kernel priority gain karma as any other ("consider kernel job always not guilty", 2021;
  // A17).
  bool kernel_jobs_gain_karma = false;
  // drm_sched_start() relies on callbacks that drm_sched_stop() took away ("remove full_recover
  // from drm_sched_start", 2024; B7).
  bool start_without_callbacks = false;
  // drm_sched_start() does not take again the credits that drm_sched_stop() gave back, and the jobs
  // give them back once more. No release did so: it is here to be found.
  bool start_forgets_credits = false;
  // A job counts as done when its hardware fence has signalled, whose callbacks may still be
  // running (e4dc45b1848b, reverted; B8).
  bool free_when_parent_signaled = false;
  // entity_idle is completed for one waiter; killing an entity waits for it twice (9f1ecfc5dcb4;
  // C1).
  bool entity_idle_for_one_waiter = false;
  // A killed job is finished and freed inside the callback of the fence that it waited for ("Don't
  // kill jobs in interrupt context", 2022; C2).
  bool kill_frees_in_callback = false;
  // A killed job does not wait for the dependency that its entity waited for already ("Make sure we
  // wait for all dependencies in kill_jobs_cb()", 2023; C5).
  bool kill_skips_current_dependency = false;
  // Somebody who never pushed kills the entity, if its last user has closed it once (9e8b3201c730;
  // C11).
  bool stranger_kills_entity = false;
  // A killed job signals `finished`, but never `scheduled` (471db2c2d4f8; C3).
  bool kill_skips_scheduled = false;
  // A dependency on the same scheduler is cleared without waking the scheduler (15f77764e90a; C4).
  bool dependency_cleared_without_wakeup = false;
  // Killing loses a reference to a last_scheduled that has signalled already (a952f1ab6968; C6).
  bool kill_leaks_last_scheduled = false;
  // An entity that never ran is not idle ("Avoid infinite waits in the drm_sched_entity_destroy()
  // path", 2020; C9).
  bool new_entity_is_not_idle = false;
  // The queue links a job before it counts it (8af39ec5cf2b; E1).
  bool queue_counts_after_link = false;
  // The run worker goes to sleep when the entity that it chose turns out to wait for a dependency
  // (66dbd9004a55; E2).
  bool run_worker_stops_at_dependency = false;
  // The submitter looks at the head of the queue to see whether it fits (440d52b370b0; E5).
  bool submitter_looks_at_queue = false;
  // The submitter writes into a job that it has pushed (1e1d3574e69f; E6).
  bool submitter_writes_after_push = false;
  // drm_sched_fini() leaves the timeout's timer and work as they are (e582951baabb; D2).
  bool fini_leaves_timeout = false;
  // The finished fence is signalled without a reference of the signaller's (3c0fdf3302cb; F1).
  bool signal_without_reference = false;

  // Null if there is no such preset.
  static const Semantics* find_preset(std::string_view name);
  static std::vector<std::string_view> preset_names();
  // Sets a switch by its name; false if there is none of that name.
  bool set_switch(std::string_view name, bool on);
  static std::vector<std::string_view> switch_names();
};

}  // namespace drmsim::sched
