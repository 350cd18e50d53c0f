// Included before a hosted driver's code: its calls of drm/sched that are events in the log of the
// run pass through the glue. The functions are called all the same.
#pragma once

#include <drm/gpu_scheduler.h>

void drmsim_hosted_stop(struct drm_gpu_scheduler* scheduler, struct drm_sched_job* bad);
void drmsim_hosted_karma(struct drm_sched_job* bad);
void drmsim_hosted_resubmit(struct drm_gpu_scheduler* scheduler);
void drmsim_hosted_restart(struct drm_gpu_scheduler* scheduler);

#ifndef DRMSIM_HOSTED_CALLS_DEFINED
#define drm_sched_stop(scheduler, bad) drmsim_hosted_stop(scheduler, bad)
#define drm_sched_increase_karma(bad) drmsim_hosted_karma(bad)
#define drm_sched_resubmit_jobs(scheduler) drmsim_hosted_resubmit(scheduler)
// Its second argument differs between trees.
#define drm_sched_start(scheduler, ...) \
  (drmsim_hosted_restart(scheduler), (drm_sched_start)(scheduler, ##__VA_ARGS__))
#endif
