// Shared by the files of this folder: the fence and the scheduler half of the library's table.
#pragma once

#include <drm/gpu_scheduler.h>
#include <linux/device.h>
#include <linux/dma-fence.h>

#include "sched/kernel/abi/kernel_library.h"
#include "sched/kernel/drivers/hosted_scheduler.h"

// The host looks at fields without being somebody who loses the processor there. (On the tree's own
// headers: these files are compiled with hooks that are no schedule points.)
#ifndef DRMSIM_TREE_HEADERS
#undef READ_ONCE
#define READ_ONCE(x) DRMSIM_PEEK(x)
#endif

// An entity with the flag that drm_sched_increase_karma() sets.
struct drmsim_entity {
  struct drm_sched_entity entity;
  atomic_t guilty;
};

// A scheduler with the device that it reports errors for.
struct drmsim_scheduler {
  struct drm_gpu_scheduler scheduler;
  struct device device;
  void* record;
};

static inline void* drmsim_record_of(const struct drm_gpu_scheduler* scheduler) {
  if (drmsim_is_hosted(scheduler)) return drmsim_hosted_of(scheduler)->args.record;
  return container_of(scheduler, struct drmsim_scheduler, scheduler)->record;
}

// What drm_sched_start() makes of the credits in use: with those of the jobs on pending_list.
unsigned int drmsim_credits_with_pending(const struct drm_gpu_scheduler* scheduler);

void drmsim_fill_fence_functions(struct drmsim_kernel_library* library);
void drmsim_fill_job_functions(struct drmsim_kernel_library* library);
void drmsim_fill_scheduler_functions(struct drmsim_kernel_library* library);
