// What drm/sched sees of the rest of DRM. Declared without being provided: reservation objects and
// syncobjs; a tree that uses them in what is linked fails with the function's name.
#pragma once

#include <linux/kref.h>

#include "sched/kernel/interface/linux_bug.h"
#include "sched/kernel/interface/linux_module.h"

#define drm_err(drm, format, ...) \
  ((void)(drm), drmsim_print(3, DRMSIM_HERE, "*ERROR* " format, ##__VA_ARGS__))
#define drm_warn(drm, format, ...) ((void)(drm), drmsim_printk(4, format, ##__VA_ARGS__))
#define drm_info(drm, format, ...) ((void)(drm), drmsim_printk(6, format, ##__VA_ARGS__))
#define drm_dbg(drm, format, ...) ((void)(drm), drmsim_printk(7, format, ##__VA_ARGS__))
#define drm_WARN(drm, condition, format, ...) ((void)(drm), WARN(condition, format, ##__VA_ARGS__))
#define drm_WARN_ON(drm, condition) ((void)(drm), WARN_ON(condition))
#define drm_WARN_ONCE(drm, condition, format, ...) \
  ((void)(drm), WARN_ONCE(condition, format, ##__VA_ARGS__))
#define drm_WARN_ON_ONCE(drm, condition) ((void)(drm), WARN_ON_ONCE(condition))
#define DRM_ERROR(format, ...) drmsim_print(3, DRMSIM_HERE, "*ERROR* " format, ##__VA_ARGS__)
#define DRM_WARN(format, ...) drmsim_printk(4, format, ##__VA_ARGS__)
#define DRM_INFO(format, ...) drmsim_printk(6, format, ##__VA_ARGS__)
#define DRM_DEBUG_DRIVER(format, ...) drmsim_printk(7, format, ##__VA_ARGS__)
#define DRM_DEBUG(format, ...) drmsim_printk(7, format, ##__VA_ARGS__)
#define DRM_DEV_ERROR(dev, format, ...) \
  ((void)(dev), drmsim_print(3, DRMSIM_HERE, "*ERROR* " format, ##__VA_ARGS__))

#define for_each_if(condition) if (!(condition)) {} else

struct dma_fence;
struct dma_resv;
struct drm_file;
enum dma_resv_usage {
  DMA_RESV_USAGE_KERNEL,
  DMA_RESV_USAGE_WRITE,
  DMA_RESV_USAGE_READ,
  DMA_RESV_USAGE_BOOKKEEP,
};
struct dma_resv_iter {
  struct dma_resv* obj;
  enum dma_resv_usage usage;
};
struct drm_gem_object {
  struct kref refcount;
  size_t size;
  struct dma_resv* resv;
};
void dma_resv_iter_begin(struct dma_resv_iter* cursor, struct dma_resv* obj,
                         enum dma_resv_usage usage);
void dma_resv_iter_end(struct dma_resv_iter* cursor);
struct dma_fence* dma_resv_iter_first(struct dma_resv_iter* cursor);
struct dma_fence* dma_resv_iter_next(struct dma_resv_iter* cursor);
void dma_resv_assert_held(struct dma_resv* obj);
static inline enum dma_resv_usage dma_resv_usage_rw(bool write) {
  return write ? DMA_RESV_USAGE_READ : DMA_RESV_USAGE_WRITE;
}
#define dma_resv_for_each_fence(cursor, obj, usage, fence)                             \
  for (dma_resv_iter_begin(cursor, obj, usage), (fence) = dma_resv_iter_first(cursor); \
       fence; (fence) = dma_resv_iter_next(cursor))
int drm_syncobj_find_fence(struct drm_file* file, u32 handle, u64 point, u64 flags,
                           struct dma_fence** fence);
