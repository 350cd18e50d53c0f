// The scheduler of a hosted driver: its backend operations make the detour through the host, so
// that they are in the log as every driver's are.
#pragma once

#include <drm/gpu_scheduler.h>

#include "sched/kernel/abi/driver_code.h"
#include "sched/kernel/abi/kernel_library.h"
#include "sched/kernel/interface/linux_host.h"

// Lives as long as the scheduler.
struct drmsim_hosted {
  struct drm_sched_backend_ops ops;  // what the scheduler calls
  const struct drm_sched_backend_ops* driver_ops;
  struct drmsim_hosted_args args;
  enum drm_gpu_sched_stat status;  // of the last timedout_job
  int irq;
  struct drmsim_hosted* next_irq;
};

extern const struct drm_sched_backend_ops drmsim_backend_ops;  // of drivers that are not hosted

static inline bool drmsim_is_hosted(const struct drm_gpu_scheduler* scheduler) {
  return scheduler->ops != &drmsim_backend_ops;
}
static inline struct drmsim_hosted* drmsim_hosted_of(const struct drm_gpu_scheduler* scheduler) {
  return container_of(scheduler->ops, struct drmsim_hosted, ops);
}

// After drm_sched_init() by the driver's code.
void drmsim_hosted_attach(struct drmsim_hosted* hosted, struct drm_gpu_scheduler* scheduler);

// The number under which the driver's code knows the interrupt of that hardware.
int drmsim_hosted_request_irq(struct drmsim_hosted* hosted);

// Zeroed memory that the life of the object calls `name`. May sleep; null where the run says so.
void* drmsim_hosted_allocate(size_t size, const char* name, const struct drmsim_where* where);
#define drmsim_zalloc(size, name) drmsim_hosted_allocate(size, name, DRMSIM_HERE)

// For drmsim_hosted_driver.
struct dma_fence* drmsim_hosted_run_job(struct drm_sched_job* job, int* error);
int drmsim_hosted_timedout_job(struct drm_sched_job* job);
void drmsim_hosted_free_job(struct drm_sched_job* job);

#define DRMSIM_HOSTED_DRIVER(driver)                                                    \
  static const struct drmsim_hosted_driver* const __used                                \
      __attribute__((__section__("drmsim_drivers"), __aligned__(8))) __driver_##driver = \
      &driver

// The hardware of a queue: drmsim_hw(hosted, reset).
#define drmsim_hw(hosted, function, ...) \
  (((hosted)->args.hw.function)((hosted)->args.hw.self, ##__VA_ARGS__))
