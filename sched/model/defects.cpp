#include "sched/model/defects.h"

#include <algorithm>

namespace drmsim::drm {

namespace {

using D = Defect;

constexpr std::array<DefectInfo, static_cast<std::size_t>(Defect::count)> kAll = {{
    {D::a1_job_stays_on_pending_list, "A1",
     "The job whose timeout fired stays where the free worker finds it (mended by 135517d3565b)."},
    {D::a3_reinserted_job_not_freed, "A3",
     "A job that is put back after a false timeout is not looked at, though it may have finished "
     "(part of 0b1217bfdfdd)."},
    {D::a4_timer_cancelled_early, "A4",
     "The free worker stops the timer before it knows that the oldest job is done "
     "(bcf26654a38f)."},
    {D::a7_submission_restarts_timeout, "A7",
     "A submission restarts the timeout of the job that is on the hardware, and starts a "
     "suspended one (since 6.8)."},
    {D::a13_guilty_job_dropped, "A13",
     "drm_sched_stop() drops a job that finished under the timeout handler, and nobody frees it "
     "(\"Add flag to hint the release of guilty job\", 2019)."},
    {D::a17_kernel_job_blamed, "A17",
     "Jobs of kernel priority gain karma as any other (\"consider kernel job always not "
     "guilty\", "
     "2021)."},
    {D::b2_pause_is_a_flag, "B2",
     "Stop and start set and clear one flag: the first start undoes every stop."},
    {D::b7_start_without_callbacks, "B7",
     "drm_sched_start() relies on callbacks that drm_sched_stop() took away (\"remove "
     "full_recover from drm_sched_start\", 2024)."},
    {D::b8_freed_before_callback, "B8",
     "A job counts as done when its hardware fence has signalled, whose callbacks may still be "
     "running (e4dc45b1848b, reverted)."},
    {D::c1_entity_idle_for_one_waiter, "C1",
     "entity_idle is completed for one waiter; killing an entity waits for it twice "
     "(9f1ecfc5dcb4)."},
    {D::c2_killed_in_interrupt, "C2",
     "A killed job is finished and freed inside the callback of the fence that it waited for "
     "(\"Don't kill jobs in interrupt context\", 2022)."},
    {D::c3_killed_never_scheduled, "C3",
     "A killed job signals `finished`, but never `scheduled` (471db2c2d4f8)."},
    {D::c4_dependency_cleared_silently, "C4",
     "A dependency on the same scheduler is cleared without waking the scheduler "
     "(15f77764e90a)."},
    {D::c5_current_dependency_skipped, "C5",
     "A killed job does not wait for the dependency that its entity waited for already (\"Make "
     "sure we wait for all dependencies in kill_jobs_cb()\", 2023)."},
    {D::c6_last_scheduled_leaks, "C6",
     "Killing loses a reference to a last_scheduled that has signalled already (a952f1ab6968)."},
    {D::c9_new_entity_not_idle, "C9",
     "An entity that never ran is not idle (\"Avoid infinite waits in the "
     "drm_sched_entity_destroy() path\", 2020)."},
    {D::c11_stranger_kills_entity, "C11",
     "Somebody who never pushed kills the entity, if its last user has closed it once "
     "(9e8b3201c730)."},
    {D::d1_pending_jobs_leaked, "D1",
     "drm_sched_fini() leaks the jobs that are on the hardware, and their fences never signal "
     "(until bf8bbaefaa6a, 6.17)."},
    {D::d2_timeout_outlives_scheduler, "D2",
     "drm_sched_fini() leaves the timeout's timer and work as they are (e582951baabb)."},
    {D::d5_fence_asks_scheduler, "D5",
     "The timeline name of a fence that has signalled is read from its scheduler, which may be "
     "gone (until 6.17)."},
    {D::e1_counted_after_link, "E1", "The queue links a job before it counts it (8af39ec5cf2b)."},
    {D::e2_worker_sleeps_at_dependency, "E2",
     "The run worker goes to sleep when the entity that it chose turns out to wait for a "
     "dependency (66dbd9004a55)."},
    {D::e5_submitter_looks_at_queue, "E5",
     "The submitter looks at the head of the queue to see whether it fits (440d52b370b0)."},
    {D::e6_submitter_writes_after_push, "E6",
     "The submitter writes into a job that it has pushed (1e1d3574e69f)."},
    {D::e13_parent_put_first, "E13",
     "drm_sched_run_job_work() puts the reference that run_job() handed over before it adds its "
     "callback to the fence: safe only as long as s_fence->parent holds another (until "
     "72ebc18b3499, 2025)."},
    {D::f1_signal_without_reference, "F1",
     "The finished fence is signalled without a reference of the signaller's (3c0fdf3302cb)."},
    {D::n1_killed_entity_returns, "N1",
     "drm_sched_entity_pop_job() sorts the entity into the queue's tree again for its next job, "
     "even if it has been killed, and taken out of the tree, meanwhile: then the run worker and "
     "the kill take jobs from it at the same time. With fifo; from 7.2 on with any policy."},
    {D::n6_run_queue_priority_fixed, "N6",
     "The run queue's priority is that of which the entity was made, whatever its priority "
     "becomes, and even where the scheduler has no such run queue: then the kernel reads past "
     "the end of sched_rq (since 7.2)."},
    {D::n7_workers_ignore_pause, "N7",
     "Workers do not look whether they are paused when they begin (since 7.2)."},
    {D::t1_credits_lost_in_restart, "T1",
     "drm_sched_start() does not take again the credits that drm_sched_stop() gave back, and the "
     "jobs give them back once more. No release did so: it is here to be found."},
}};

}  // namespace

const std::array<DefectInfo, static_cast<std::size_t>(Defect::count)>& Defects::all() {
  return kAll;
}

const DefectInfo* Defects::find(std::string_view id) {
  const auto* found = std::find_if(all().begin(), all().end(),
                                   [id](const DefectInfo& info) { return info.id == id; });
  return found == all().end() ? nullptr : found;
}

std::vector<std::string_view> Defects::ids() {
  std::vector<std::string_view> ids;
  for (const DefectInfo& info : all()) ids.push_back(info.id);
  return ids;
}

}  // namespace drmsim::drm
