// kmalloc, slab caches, seq_file.
#pragma once

#include "sched/kernel/interface/linux_locks.h"
#include "sched/kernel/interface/linux_module.h"

#define ___GFP_DIRECT_RECLAIM DRMSIM_MAY_SLEEP
#define ___GFP_ZERO DRMSIM_ZEROED
#define __GFP_ZERO ___GFP_ZERO
#define __GFP_NOWARN 0u
#define GFP_KERNEL ___GFP_DIRECT_RECLAIM
#define GFP_NOFS ___GFP_DIRECT_RECLAIM
#define GFP_ATOMIC 0u
#define GFP_NOWAIT 0u

#define DRMSIM_ALLOCATE(size, gfp, name) drmsim_call(allocate, size, gfp, name, DRMSIM_HERE)
#define kmalloc(size, gfp) DRMSIM_ALLOCATE(size, gfp, "kmalloc")
#define kzalloc(size, gfp) DRMSIM_ALLOCATE(size, (gfp) | __GFP_ZERO, "kmalloc")
#define kmalloc_array(n, size, gfp) DRMSIM_ALLOCATE((size_t)(n) * (size), gfp, "kmalloc")
#define kcalloc(n, size, gfp) DRMSIM_ALLOCATE((size_t)(n) * (size), (gfp) | __GFP_ZERO, "kmalloc")
// Of the size of a type, or of what an expression would be.
#define kmalloc_obj(object, gfp...) kmalloc(sizeof(object), DRMSIM_GFP(gfp))
#define kzalloc_obj(object, gfp...) kzalloc(sizeof(object), DRMSIM_GFP(gfp))
#define kmalloc_objs(object, n, gfp...) kmalloc_array(n, sizeof(object), DRMSIM_GFP(gfp))
#define kzalloc_objs(object, n, gfp...) kcalloc(n, sizeof(object), DRMSIM_GFP(gfp))
#define kmalloc_flex(object, member, n, gfp...) \
  ((__typeof__(object)*)kmalloc(struct_size(&(object), member, n), DRMSIM_GFP(gfp)))
#define kzalloc_flex(object, member, n, gfp...) \
  ((__typeof__(object)*)kzalloc(struct_size(&(object), member, n), DRMSIM_GFP(gfp)))
#define DRMSIM_SECOND(first, second, ...) second
#define DRMSIM_GFP(gfp...) DRMSIM_SECOND(, ##gfp, GFP_KERNEL)
#define kvmalloc(size, gfp) kmalloc(size, gfp)
#define kvmalloc_array(n, size, gfp) kmalloc_array(n, size, gfp)
#define kvcalloc(n, size, gfp) kcalloc(n, size, gfp)
#define kfree(p) drmsim_call(free, p, DRMSIM_HERE)
#define kvfree(p) kfree(p)

struct kmem_cache {
  const char* name;
  size_t size;
};
#define SLAB_HWCACHE_ALIGN 0u
#define SLAB_TYPESAFE_BY_RCU 0u
// A cache is a description: its objects are allocations of that name.
#define kmem_cache_create(name_, size_, align, flags, constructor) \
  ({                                                               \
    static struct kmem_cache __cache;                              \
    __cache.name = (name_);                                        \
    __cache.size = (size_);                                        \
    &__cache;                                                      \
  })
#define KMEM_CACHE(type, flags) kmem_cache_create(#type, sizeof(struct type), 0, flags, NULL)
#define kmem_cache_destroy(cache) ((void)(cache))
#define kmem_cache_alloc(cache, gfp) DRMSIM_ALLOCATE((cache)->size, gfp, (cache)->name)
#define kmem_cache_zalloc(cache, gfp) \
  DRMSIM_ALLOCATE((cache)->size, (gfp) | __GFP_ZERO, (cache)->name)
#define kmem_cache_free(cache, p) ((void)(cache), kfree(p))

// What is written to a debugfs file is not looked at.
struct seq_file;
#define seq_printf(file, format, ...) ((void)(file))
#define seq_puts(file, text) ((void)(file))
