// Buffer objects of hosted drivers: counted, with nothing in them.
#include <linux/iosys-map.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>

#include "sched/kernel/interface/linux_host.h"

static u8 contents[PAGE_SIZE];  // what a CPU sees in a buffer of up to a page

void drmsim_gem_free(struct kref* refcount) {
  struct drm_gem_object* object = container_of(refcount, struct drm_gem_object, refcount);
  kfree(container_of(object, struct drm_gem_shmem_object, base));
}

void* vmap(struct page** pages, unsigned int count, unsigned long flags, pgprot_t protection) {
  (void)pages;
  (void)flags;
  (void)protection;
  return count <= 1 ? contents : NULL;
}
void vunmap(const void* address) { (void)address; }

int drm_gem_vmap_unlocked(struct drm_gem_object* object, struct iosys_map* map) {
  if (object->size > sizeof(contents)) return -ENOMEM;
  map->vaddr = contents;
  return 0;
}
void drm_gem_vunmap_unlocked(struct drm_gem_object* object, struct iosys_map* map) {
  (void)object;
  map->vaddr = NULL;
}

#ifdef DRMSIM_TREE_HEADERS
void drm_gem_object_free(struct kref* refcount) { drmsim_gem_free(refcount); }
// Before 6.16 the other name was for callers that hold no lock.
int drm_gem_vmap(struct drm_gem_object* object, struct iosys_map* map) {
  return drm_gem_vmap_unlocked(object, map);
}
void drm_gem_vunmap(struct drm_gem_object* object, struct iosys_map* map) {
  drm_gem_vunmap_unlocked(object, map);
}
#else
void* drmsim_memdup(const void* from, size_t size, gfp_t gfp, const struct drmsim_where* where) {
  void* copy = drmsim_call(allocate, size, gfp, "kmemdup", where);
  return copy != NULL ? memcpy(copy, from, size) : NULL;
}
#endif
