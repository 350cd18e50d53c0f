// Called by the compiler's -fsanitize=kernel-address before every memory access of the kernel's
// code: is that memory freed, beside an object, or none at all? And, where schedules are explored,
// may another context come first?
//
// The host keeps one byte for every 16 of the region in which all tracked objects live (sim's and
// the kernel's alike): how many of them may be used. What is outside that region cannot be memory
// of interest; only the first page, and addresses that no process has, are caught there.
#include <linux/types.h>

#include "sched/kernel/interface/linux_host.h"

#define LAST_ADDRESS (1UL << 47)

// Of what begins with a sixteen.
static bool wrong_range(unsigned long address, unsigned long size) {
  for (; size > 0; address += 16, size -= size < 16 ? size : 16) {
    const unsigned long offset = address - drmsim_shadow.begin;
    unsigned char usable;
    if (offset >= drmsim_shadow.size) return false;
    usable = drmsim_shadow.bytes[offset >> 4];
    if (usable != 0 && (usable >= 16 || size > usable)) return true;
  }
  return false;
}

static inline __attribute__((__always_inline__)) bool wrong(unsigned long address,
                                                            unsigned long size) {
  const unsigned long offset = address - drmsim_shadow.begin;
  if (likely(offset < drmsim_shadow.size)) {
    const unsigned long end = (address & 15) + size;  // in the sixteen
    const unsigned char usable = drmsim_shadow.bytes[offset >> 4];
    if (unlikely(usable != 0) && (usable >= 16 || end > usable)) return true;
    if (likely(end <= 16)) return false;
    // It goes on in the next one.
    return wrong_range(address + 16 - (address & 15), end - 16);
  }
  return address - 4096 >= LAST_ADDRESS - 4096;
}

// Of a plain flag that others change: see unlocked_fields.txt.
static inline __attribute__((__always_inline__)) void flag_point(unsigned long pc) {
  if (likely(!*drmsim_host.points)) return;
  if (unlikely(drmsim_unlocked.bytes[pc - drmsim_unlocked.begin] != 0))
    (drmsim_host.read_point)(drmsim_host.self, pc);
}

#define PC ((unsigned long)__builtin_return_address(0))
#define CHECK(size)                                                                  \
  void __asan_load##size##_noabort(unsigned long address);                           \
  void __asan_load##size##_noabort(unsigned long address) {                          \
    flag_point(PC);                                                                  \
    if (unlikely(wrong(address, size))) drmsim_call(bad_access, address, size, 0, PC);\
  }                                                                                  \
  void __asan_store##size##_noabort(unsigned long address);                          \
  void __asan_store##size##_noabort(unsigned long address) {                         \
    if (unlikely(wrong(address, size))) drmsim_call(bad_access, address, size, 1, PC);\
  }
CHECK(1)
CHECK(2)
CHECK(4)
CHECK(8)
CHECK(16)

void __asan_loadN_noabort(unsigned long address, unsigned long size);
void __asan_loadN_noabort(unsigned long address, unsigned long size) {
  if (size > 0 && wrong(address, size)) drmsim_call(bad_access, address, size, 0, PC);
}
void __asan_storeN_noabort(unsigned long address, unsigned long size);
void __asan_storeN_noabort(unsigned long address, unsigned long size) {
  if (size > 0 && wrong(address, size)) drmsim_call(bad_access, address, size, 1, PC);
}

void drmsim_check_range(const void* from, size_t size, int is_write, unsigned long pc) {
  const unsigned long address = (unsigned long)from;
  if (size > 0 && wrong(address, size)) drmsim_call(bad_access, address, size, is_write, pc);
}

void __asan_handle_no_return(void);
void __asan_handle_no_return(void) {}
