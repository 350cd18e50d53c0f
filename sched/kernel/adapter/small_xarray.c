// The XArray of interface/linux_xarray.h.
#include <asm/errno.h>
#include <linux/xarray.h>

void xa_init_flags(struct xarray* xa, gfp_t flags) {
  (void)flags;
  xa->first = NULL;
  xa->more = NULL;
  xa->allocated = 0;
}

void* xa_load(struct xarray* xa, unsigned long index) {
  if (index == 0) return xa->first;
  return index - 1 < xa->allocated ? xa->more[index - 1] : NULL;
}

static bool grow(struct xarray* xa, unsigned long entries, gfp_t gfp) {
  const unsigned int room = entries < 64 ? 64 : (unsigned int)entries * 2;
  void** more = kcalloc(room, sizeof(*more), gfp);
  if (more == NULL) return false;
  memcpy(more, xa->more, xa->allocated * sizeof(*more));
  kfree(xa->more);
  xa->more = more;
  xa->allocated = room;
  return true;
}

void* xa_store(struct xarray* xa, unsigned long index, void* entry, gfp_t gfp) {
  void* old = xa_load(xa, index);
  if (index == 0) {
    xa->first = entry;
    return old;
  }
  if (index - 1 >= xa->allocated) {
    if (entry == NULL) return NULL;
    if (!grow(xa, index, gfp)) return (void*)(long)-ENOMEM;
  }
  xa->more[index - 1] = entry;
  return old;
}

void* xa_erase(struct xarray* xa, unsigned long index) {
  return xa_store(xa, index, NULL, 0);
}

int xa_alloc(struct xarray* xa, u32* id, void* entry, struct xa_limit limit, gfp_t gfp) {
  unsigned long index = limit.min;
  void* old;
  while (xa_load(xa, index) != NULL) {
    if (index >= limit.max) return -EBUSY;
    ++index;
  }
  old = xa_store(xa, index, entry, gfp);
  if (xa_is_err(old)) return xa_err(old);
  *id = (u32)index;
  return 0;
}

void* xa_find(struct xarray* xa, unsigned long* index, unsigned long max, unsigned int mark) {
  (void)mark;
  for (; *index <= xa->allocated && *index <= max; ++*index) {
    void* entry = xa_load(xa, *index);
    if (entry != NULL) return entry;
  }
  return NULL;
}

bool xa_empty(const struct xarray* xa) {
  unsigned int i;
  if (xa->first != NULL) return false;
  for (i = 0; i < xa->allocated; ++i) {
    if (xa->more[i] != NULL) return false;
  }
  return true;
}

void xa_destroy(struct xarray* xa) {
  kfree(xa->more);
  xa_init_flags(xa, 0);
}
