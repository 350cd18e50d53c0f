// Backend operations of hosted drivers, and the calls of theirs that are events.
#define DRMSIM_HOSTED_CALLS_DEFINED  // here the functions themselves are called
#include <linux/err.h>
#ifdef DRMSIM_TREE_HEADERS
#include <linux/interrupt.h>
#else
#include "sched/kernel/interface/linux_driver.h"
#endif

#include "sched/kernel/drivers/hosted_scheduler.h"

#include "sched/kernel/adapter/adapter.h"
#include "sched/kernel/drivers/hosted_calls.h"

void* drmsim_hosted_allocate(size_t size, const char* name, const struct drmsim_where* where) {
  return drmsim_call(allocate, size, DRMSIM_MAY_SLEEP | DRMSIM_ZEROED, name, where);
}

static struct dma_fence* detour_run_job(struct drm_sched_job* job) {
  int error = 0;
  struct dma_fence* fence = drmsim_call(run_job, drmsim_record_of(job->sched), job, &error);
  return error != 0 ? ERR_PTR(-error) : fence;
}
// The driver's answer is passed on as it is: there are more than two in newer trees.
static enum drm_gpu_sched_stat detour_timedout_job(struct drm_sched_job* job) {
  struct drmsim_hosted* hosted = drmsim_hosted_of(job->sched);
  (void)drmsim_call(timedout_job, hosted->args.record, job);
  return hosted->status;
}
static void detour_free_job(struct drm_sched_job* job) {
  drmsim_call(free_job, drmsim_record_of(job->sched), job);
}

void drmsim_hosted_attach(struct drmsim_hosted* hosted, struct drm_gpu_scheduler* scheduler) {
  hosted->driver_ops = scheduler->ops;
  hosted->ops = *scheduler->ops;
  hosted->ops.run_job = detour_run_job;
  hosted->ops.timedout_job = detour_timedout_job;
  hosted->ops.free_job = detour_free_job;
  scheduler->ops = &hosted->ops;
}

struct dma_fence* drmsim_hosted_run_job(struct drm_sched_job* job, int* error) {
  struct dma_fence* fence = drmsim_hosted_of(job->sched)->driver_ops->run_job(job);
  *error = IS_ERR(fence) ? (int)-PTR_ERR(fence) : 0;
  return IS_ERR(fence) ? NULL : fence;
}

int drmsim_hosted_timedout_job(struct drm_sched_job* job) {
  struct drmsim_hosted* hosted = drmsim_hosted_of(job->sched);
  hosted->status = hosted->driver_ops->timedout_job(job);
  switch (hosted->status) {
    case DRM_GPU_SCHED_STAT_ENODEV:
      return DRMSIM_STAT_ENODEV;
#ifdef DRMSIM_HAVE_STAT_NO_HANG
    case DRM_GPU_SCHED_STAT_NO_HANG:
      return DRMSIM_STAT_NO_HANG;
#endif
    default:
      return DRMSIM_STAT_RESET;
  }
}

void drmsim_hosted_free_job(struct drm_sched_job* job) {
  drmsim_hosted_of(job->sched)->driver_ops->free_job(job);
}

// --- Calls of the driver's code: see hosted_calls.h ---

static void tell(enum drmsim_hosted_event event, struct drm_gpu_scheduler* scheduler,
                 struct drm_sched_job* job) {
  drmsim_call(trace_hosted, event, drmsim_record_of(scheduler), job,
              drmsim_credits_with_pending(scheduler));
}

void drmsim_hosted_stop(struct drm_gpu_scheduler* scheduler, struct drm_sched_job* bad) {
  drm_sched_stop(scheduler, bad);
  tell(DRMSIM_HOSTED_STOPPED, scheduler, bad);
}
void drmsim_hosted_karma(struct drm_sched_job* bad) {
  drm_sched_increase_karma(bad);
  if (bad != NULL) tell(DRMSIM_HOSTED_KARMA, bad->sched, bad);
}
void drmsim_hosted_resubmit(struct drm_gpu_scheduler* scheduler) {
  tell(DRMSIM_HOSTED_RESUBMIT, scheduler, NULL);
  drm_sched_resubmit_jobs(scheduler);
}
void drmsim_hosted_restart(struct drm_gpu_scheduler* scheduler) {
  tell(DRMSIM_HOSTED_RESTART, scheduler, NULL);
}

// --- Interrupts ---

static struct drmsim_hosted* interrupts;  // devices live until the end of the run

int drmsim_hosted_request_irq(struct drmsim_hosted* hosted) {
  hosted->irq = interrupts != NULL ? interrupts->irq + 1 : 1;
  hosted->next_irq = interrupts;
  interrupts = hosted;
  return hosted->irq;
}

void drmsim_synchronize_irq(int irq) {
  struct drmsim_hosted* hosted = interrupts;
  while (hosted != NULL && hosted->irq != irq) hosted = hosted->next_irq;
  BUG_ON(hosted == NULL);
  drmsim_hw(hosted, synchronize_irq);
}
#ifdef DRMSIM_TREE_HEADERS
void synchronize_irq(unsigned int irq) { drmsim_synchronize_irq((int)irq); }
#endif
