// Called by the compiler's -fsanitize=kernel-address before every memory access of the kernel's
// code: is that memory freed, or none at all?
//
// The host keeps one byte for every 16 of the region in which all tracked objects live (sim's and
// the kernel's alike). What is outside that region cannot be freed memory of interest; only the
// first page, and addresses that no process has, are caught there. An access of up to 8 bytes is
// aligned and lies in one of the sixteens.
#include <linux/types.h>

#include "sched/kernel/interface/linux_host.h"

#define LAST_ADDRESS (1UL << 47)

static inline __attribute__((__always_inline__)) bool wrong(unsigned long address) {
  const unsigned long offset = address - drmsim_shadow.begin;
  if (likely(offset < drmsim_shadow.size)) return drmsim_shadow.bytes[offset >> 4] != 0;
  return address - 4096 >= LAST_ADDRESS - 4096;
}

#define PC ((unsigned long)__builtin_return_address(0))
#define CHECK(size)                                                              \
  void __asan_load##size##_noabort(unsigned long address);                       \
  void __asan_load##size##_noabort(unsigned long address) {                      \
    if (unlikely(wrong(address))) drmsim_call(bad_access, address, size, 0, PC); \
  }                                                                              \
  void __asan_store##size##_noabort(unsigned long address);                      \
  void __asan_store##size##_noabort(unsigned long address) {                     \
    if (unlikely(wrong(address))) drmsim_call(bad_access, address, size, 1, PC); \
  }
CHECK(1)
CHECK(2)
CHECK(4)
CHECK(8)
CHECK(16)

void __asan_loadN_noabort(unsigned long address, unsigned long size);
void __asan_loadN_noabort(unsigned long address, unsigned long size) {
  if (size > 0 && (wrong(address) || wrong(address + size - 1)))
    drmsim_call(bad_access, address, size, 0, PC);
}
void __asan_storeN_noabort(unsigned long address, unsigned long size);
void __asan_storeN_noabort(unsigned long address, unsigned long size) {
  if (size > 0 && (wrong(address) || wrong(address + size - 1)))
    drmsim_call(bad_access, address, size, 1, PC);
}

void drmsim_check_range(const void* from, size_t size, int is_write, unsigned long pc) {
  const unsigned long address = (unsigned long)from;
  if (size > 0 && (wrong(address) || wrong(address + size - 1)))
    drmsim_call(bad_access, address, size, is_write, pc);
}

void __asan_handle_no_return(void);
void __asan_handle_no_return(void) {}
