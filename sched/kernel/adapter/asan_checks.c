// Called by the compiler's -fsanitize=kernel-address before every memory access of the kernel's
// code: is that memory freed, beside an object, or none at all? And, where schedules are explored,
// may another context come first?
#include "sched/kernel/adapter/shadow.h"

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
    if (unlikely(drmsim_wrong(address, size))) drmsim_call(bad_access, address, size, 0, PC);\
  }                                                                                  \
  void __asan_store##size##_noabort(unsigned long address);                          \
  void __asan_store##size##_noabort(unsigned long address) {                         \
    if (unlikely(drmsim_wrong(address, size))) drmsim_call(bad_access, address, size, 1, PC);\
  }
CHECK(1)
CHECK(2)
CHECK(4)
CHECK(8)
CHECK(16)

void __asan_loadN_noabort(unsigned long address, unsigned long size);
void __asan_loadN_noabort(unsigned long address, unsigned long size) {
  if (size > 0 && drmsim_wrong(address, size)) drmsim_call(bad_access, address, size, 0, PC);
}
void __asan_storeN_noabort(unsigned long address, unsigned long size);
void __asan_storeN_noabort(unsigned long address, unsigned long size) {
  if (size > 0 && drmsim_wrong(address, size)) drmsim_call(bad_access, address, size, 1, PC);
}

void drmsim_check_range(const void* from, size_t size, int is_write, unsigned long pc) {
  const unsigned long address = (unsigned long)from;
  if (size > 0 && drmsim_wrong(address, size)) drmsim_call(bad_access, address, size, is_write, pc);
}

void __asan_handle_no_return(void);
void __asan_handle_no_return(void) {}
