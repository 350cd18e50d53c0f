// kmalloc, slab caches and references of the tree, on the host's tracked memory.
#include <linux/atomic.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sched/kernel/runtime/runtime.h"

// --- Memory. GFP bits: the host's are two, told apart here. ---

static void* allocate(size_t size, gfp_t gfp, const char* name, const struct drmsim_where* where) {
  const unsigned int host_gfp = (gfpflags_allow_blocking(gfp) ? DRMSIM_MAY_SLEEP : 0) |
                                ((gfp & __GFP_ZERO) != 0 ? DRMSIM_ZEROED : 0);
  return drmsim_call(allocate, size, host_gfp, name, where);
}

// 6.1 has no _noprof in its names, and other parameters here and there.
#ifdef DRMSIM_HAVE_KMEM_CACHE_ARGS
kmem_buckets kmalloc_caches[NR_KMALLOC_TYPES];

#ifndef DECL_TOKEN_PARAMS
#define DECL_TOKEN_PARAMS(size, token) size_t size
#endif
#ifdef DECL_KMALLOC_PARAMS
#define KVMALLOC_PARAMS(size, b, token) DECL_KMALLOC_PARAMS(size, b, token), unsigned long align
#else
#define KVMALLOC_PARAMS(size, b, token) DECL_BUCKET_PARAMS(size, b)
#endif
#else
struct kmem_cache* kmalloc_caches[NR_KMALLOC_TYPES][KMALLOC_SHIFT_HIGH + 1];

#define DECL_TOKEN_PARAMS(size, token) size_t size
#define KVMALLOC_PARAMS(size, b, token) size_t size
#define __kmalloc_noprof __kmalloc
#define __kmalloc_cache_noprof kmalloc_trace
#define __kvmalloc_node_noprof kvmalloc_node
#define kmemdup_noprof kmemdup
#define kmem_cache_alloc_noprof kmem_cache_alloc
#define kmem_cache_alloc_lru_noprof kmem_cache_alloc_lru
#endif

void* __kmalloc_noprof(DECL_TOKEN_PARAMS(size, token), gfp_t flags) {
  return allocate(size, flags, "kmalloc", DRMSIM_CALLER_WHERE);
}
void* __kmalloc_cache_noprof(struct kmem_cache* cache, gfp_t flags, size_t size) {
  (void)cache;
  return allocate(size, flags, "kmalloc", DRMSIM_CALLER_WHERE);
}
void* __kvmalloc_node_noprof(KVMALLOC_PARAMS(size, b, token), gfp_t flags, int node) {
  return allocate(size, flags, "kmalloc", DRMSIM_CALLER_WHERE);
}
void* kmemdup_noprof(const void* from, size_t size, gfp_t flags) {
  void* copy = allocate(size, flags, "kmemdup", DRMSIM_CALLER_WHERE);
  return copy != NULL ? memcpy(copy, from, size) : NULL;
}
void kfree(const void* memory) { drmsim_call(free, memory, DRMSIM_CALLER_WHERE); }
void kvfree(const void* memory) { drmsim_call(free, memory, DRMSIM_CALLER_WHERE); }

// A cache is a description: its objects are allocations of that name. Caches live until the run
// ends, and their memory is the library's own: the next run starts from its first state.
struct kmem_cache {
  const char* name;
  unsigned int size;
  void (*constructor)(void* object);
};
static struct kmem_cache caches[64];
static unsigned int cache_count;

static struct kmem_cache* create_cache(const char* name, unsigned int size,
                                       void (*constructor)(void* object)) {
  struct kmem_cache* cache = &caches[cache_count++];
  BUG_ON(cache_count > ARRAY_SIZE(caches));
  cache->name = name;
  cache->size = size;
  cache->constructor = constructor;
  return cache;
}
#ifdef DRMSIM_HAVE_KMEM_CACHE_ARGS
struct kmem_cache* __kmem_cache_create_args(const char* name, unsigned int size,
                                            struct kmem_cache_args* args, slab_flags_t flags) {
  (void)flags;
  return create_cache(name, size, args != NULL ? args->ctor : NULL);
}
#else
struct kmem_cache* kmem_cache_create(const char* name, unsigned int size, unsigned int align,
                                     slab_flags_t flags, void (*constructor)(void* object)) {
  (void)align;
  (void)flags;
  return create_cache(name, size, constructor);
}
#endif
void kmem_cache_destroy(struct kmem_cache* cache) { (void)cache; }

static void* cache_allocate(struct kmem_cache* cache, gfp_t flags,
                            const struct drmsim_where* where) {
  void* object = allocate(cache->size, flags, cache->name, where);
  if (object != NULL && cache->constructor != NULL) cache->constructor(object);
  return object;
}
void* kmem_cache_alloc_noprof(struct kmem_cache* cache, gfp_t flags) {
  return cache_allocate(cache, flags, DRMSIM_CALLER_WHERE);
}
void* kmem_cache_alloc_lru_noprof(struct kmem_cache* cache, struct list_lru* lru, gfp_t flags) {
  (void)lru;
  return cache_allocate(cache, flags, DRMSIM_CALLER_WHERE);
}
void kmem_cache_free(struct kmem_cache* cache, void* object) {
  (void)cache;
  drmsim_call(free, object, DRMSIM_CALLER_WHERE);
}

// --- References ---

static const struct drmsim_where* who(unsigned long pc) {
  const struct drmsim_where* caller = drmsim_caller;
  drmsim_caller = NULL;
  return caller != NULL ? caller : drmsim_where_of(pc);
}

static void get(refcount_t* r, int n, unsigned long pc) {
  const int was = r->refs.counter;
  r->refs.counter = was + n;
  drmsim_call(reference, r, was == 0 ? DRMSIM_REF_GET_ZERO : DRMSIM_REF_GET, was + n, who(pc));
}
void drmsim_refcount_get(refcount_t* r, int n) {
  drmsim_check_range(r, sizeof(*r), 1, DRMSIM_CALLER);
  get(r, n, DRMSIM_CALLER);
}
bool drmsim_refcount_get_unless_zero(refcount_t* r) {
  drmsim_check_range(r, sizeof(*r), 1, DRMSIM_CALLER);
  if (r->refs.counter == 0) {
    drmsim_caller = NULL;
    return false;
  }
  get(r, 1, DRMSIM_CALLER);
  return true;
}
bool drmsim_refcount_put(refcount_t* r, int n) {
  int was;
  drmsim_check_range(r, sizeof(*r), 1, DRMSIM_CALLER);
  was = r->refs.counter;
  r->refs.counter = was - n;
  drmsim_call(reference, r, was <= 0 ? DRMSIM_REF_UNDERFLOW : DRMSIM_REF_PUT, was - n,
              who(DRMSIM_CALLER));
  return was == n;
}
