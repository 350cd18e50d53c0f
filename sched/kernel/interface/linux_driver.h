// What a small GPU driver's scheduler code sees beside drm/sched: its device, power management,
// buffer objects, interrupts, register access.
//
// Declared as far as such code compiles and runs. Functions without a body here are the glue's
// (sched/kernel/drivers/), which knows what stands behind them.
#pragma once

#include <linux/err.h>
#include <linux/kref.h>

#include "sched/kernel/interface/drm_interface.h"
#include "sched/kernel/interface/linux_memory.h"
#include "sched/kernel/interface/linux_work.h"

typedef unsigned int uint;
typedef unsigned long ulong;
typedef u64 dma_addr_t;
typedef int pid_t;
#define TASK_COMM_LEN 16
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)
#define might_sleep_if(condition)   \
  do {                              \
    if (condition) might_sleep();   \
  } while (0)
#define usleep_range(low, high)                                   \
  do {                                                            \
    (void)(high);                                                 \
    set_current_state(TASK_UNINTERRUPTIBLE);                      \
    (void)schedule_timeout((long)usecs_to_jiffies(low));          \
  } while (0)

// --- Interrupts ---

void drmsim_synchronize_irq(int irq);  // numbers: drmsim_hosted_request_irq()
#define synchronize_irq(irq) drmsim_synchronize_irq(irq)

// --- Runtime power management: the usage count, which must not fall below 0 ---

static inline int drmsim_pm_get(struct device* dev) {
  const int error = dev->pm_resume != NULL ? dev->pm_resume(dev) : 0;
  if (error != 0) return error;
  ++dev->pm_usage;
  return 0;
}
#define pm_runtime_resume_and_get(dev) drmsim_pm_get(dev)
#define pm_runtime_mark_last_busy(dev) ((void)(dev))
static inline int drmsim_pm_put(struct device* dev) {
  (void)WARN_ON(--dev->pm_usage < 0);
  return 0;
}
#define pm_runtime_put_autosuspend(dev) drmsim_pm_put(dev)

struct devfreq_simple_ondemand_data {
  unsigned int upthreshold;
  unsigned int downdifferential;
};

// --- Devices, files, buffer objects ---

struct drm_device {
  struct device* dev;
  void* dev_private;
};
struct drm_file {
  void* driver_priv;
};
struct vm_area_struct;
struct page;
struct drm_mm {
  int unused;
};
struct drm_gem_shmem_object {
  struct drm_gem_object base;
  struct page** pages;
};
#define to_drm_gem_shmem_obj(object) container_of(object, struct drm_gem_shmem_object, base)

void drmsim_gem_free(struct kref* refcount);
#define drm_gem_object_get(object) kref_get(&(object)->refcount)
#define drm_gem_object_put(object) ((void)kref_put(&(object)->refcount, drmsim_gem_free))

// Memory of buffer objects, for dumps: nothing is in it that a CPU could look at.
struct iosys_map {
  void* vaddr;
};
typedef int pgprot_t;
#define VM_MAP 0x4u
#define PAGE_KERNEL 0
#define pgprot_writecombine(protection) (protection)
void* vmap(struct page** pages, unsigned int count, unsigned long flags, pgprot_t protection);
void vunmap(const void* address);
int drm_gem_vmap_unlocked(struct drm_gem_object* object, struct iosys_map* map);
void drm_gem_vunmap_unlocked(struct drm_gem_object* object, struct iosys_map* map);
// From 6.16 on they have these names.
#define drm_gem_vmap(object, map) drm_gem_vmap_unlocked(object, map)
#define drm_gem_vunmap(object, map) drm_gem_vunmap_unlocked(object, map)

void* drmsim_memdup(const void* from, size_t size, gfp_t gfp, const struct drmsim_where* where);
#define kmemdup(from, size, gfp) drmsim_memdup(from, size, gfp, DRMSIM_HERE)
