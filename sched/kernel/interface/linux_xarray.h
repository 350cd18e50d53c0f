// An XArray of pointers with small indices: a growing array, under a lock of its own in the kernel.
//
// Index 0 lives in the structure itself, as in the kernel: one entry allocates nothing.
#pragma once

#include "sched/kernel/interface/linux_memory.h"

struct xarray {
  void* first;          // entry 0
  void** more;          // entries from 1 on; null: none
  unsigned int allocated;  // of `more`
};
struct xa_limit {
  u32 max, min;
};
#define XA_FLAGS_ALLOC 0u
#define XA_FLAGS_ALLOC1 1u
#define xa_limit_32b ((struct xa_limit){.max = U32_MAX, .min = 0})
#define xa_limit_31b ((struct xa_limit){.max = U32_MAX >> 1, .min = 0})
#define XA_LIMIT(low, high) ((struct xa_limit){.min = (low), .max = (high)})

void xa_init_flags(struct xarray* xa, gfp_t flags);
static inline void xa_init(struct xarray* xa) { xa_init_flags(xa, 0); }
void* xa_load(struct xarray* xa, unsigned long index);
void* xa_store(struct xarray* xa, unsigned long index, void* entry, gfp_t gfp);
void* xa_erase(struct xarray* xa, unsigned long index);
int xa_alloc(struct xarray* xa, u32* id, void* entry, struct xa_limit limit, gfp_t gfp);
void xa_destroy(struct xarray* xa);
bool xa_empty(const struct xarray* xa);
// The first entry at *index or later that is not NULL; sets *index.
void* xa_find(struct xarray* xa, unsigned long* index, unsigned long max, unsigned int mark);
#define XA_PRESENT 8u
static inline int xa_err(void* entry) {
  return (unsigned long)entry >= (unsigned long)-4095 ? (int)(long)entry : 0;
}
static inline bool xa_is_err(const void* entry) { return xa_err((void*)entry) != 0; }

#define xa_for_each(xa, index, entry)                                               \
  for ((index) = 0, (entry) = xa_find(xa, &(index), ULONG_MAX, XA_PRESENT); entry;  \
       ++(index), (entry) = xa_find(xa, &(index), ULONG_MAX, XA_PRESENT))
