// Called by the compiler's -fsanitize=thread before every access of the tree's code, and by the
// kernel's own instrumentation (CONFIG_KCSAN) before every atomic and bit operation: may that
// memory be used, and, where schedules are explored, may another context come first?
//
// A marked read (READ_ONCE(), atomic_read(), test_bit()) is a schedule point before it; so is the
// read of a plain field that unlocked_fields.txt names. An atomic read-modify-write is one after
// it: the point is owed until the next access or call of the host, which is before anything that
// the context does with the result.
#include <linux/types.h>
#include <linux/kcsan-checks.h>
#include <linux/string.h>

#include "sched/kernel/adapter/shadow.h"
#include "sched/kernel/runtime/runtime.h"

unsigned long drmsim_owed_point;
unsigned int drmsim_quiet;

void drmsim_pay_point(void) {
  const unsigned long pc = drmsim_owed_point;
  drmsim_owed_point = 0;
  ++drmsim_calls;
  (drmsim_host.point)(drmsim_host.self, DRMSIM_POINT_ATOMIC, drmsim_where_of(pc));
}

// How many calls of the host there had been when a place was passed last: if none came since, code
// goes round and waits for somebody, which is no choice. A wait without cpu_relax() or a barrier is
// noticed when it has gone round often.
#define ROUNDS_OF_A_WAIT 1000
static struct {
  unsigned long pc, calls, rounds;
} passed[256];
static unsigned long last_read;  // whose instrumentation and access are two calls

static void read_point(unsigned long address, unsigned long pc) {
  const unsigned int at = (pc ^ (pc >> 8)) % ARRAY_SIZE(passed);
  if (likely(!*drmsim_host.points) || drmsim_quiet) return;
  if (last_read == address) {
    last_read = 0;
    return;
  }
  if (passed[at].pc == pc && passed[at].calls == drmsim_calls) {
    if (++passed[at].rounds % ROUNDS_OF_A_WAIT != 0) return;
    (drmsim_host.spin)(drmsim_host.self, passed[at].rounds / ROUNDS_OF_A_WAIT,
                       drmsim_where_of(pc));
    return;
  }
  passed[at].pc = pc;
  passed[at].rounds = 0;
  passed[at].calls = drmsim_calls;
  (drmsim_host.point)(drmsim_host.self, DRMSIM_POINT_READ, drmsim_where_of(pc));
}

static __always_inline void begin(void) {
  if (unlikely(drmsim_owed_point != 0)) drmsim_pay_point();
}
static __always_inline void check(unsigned long address, unsigned long size, int is_write,
                                  unsigned long pc) {
  if (unlikely(drmsim_wrong(address, size)))
    drmsim_call(bad_access, address, size, is_write, pc);
}
// Of a plain flag that others change: see unlocked_fields.txt.
static __always_inline void flag_point(unsigned long pc) {
  if (likely(!*drmsim_host.points) || drmsim_quiet) return;
  if (unlikely(drmsim_unlocked.bytes[pc - drmsim_unlocked.begin] != 0))
    (drmsim_host.read_point)(drmsim_host.self, pc);
}

#define HOOKS(size)                                                    \
  void __tsan_read##size(void* at);                                    \
  void __tsan_read##size(void* at) {                                   \
    begin();                                                           \
    flag_point(DRMSIM_CALLER);                                         \
    check((unsigned long)at, size, 0, DRMSIM_CALLER);                  \
  }                                                                    \
  void __tsan_write##size(void* at);                                   \
  void __tsan_write##size(void* at) {                                  \
    begin();                                                           \
    check((unsigned long)at, size, 1, DRMSIM_CALLER);                  \
  }                                                                    \
  void __tsan_volatile_read##size(void* at);                           \
  void __tsan_volatile_read##size(void* at) {                          \
    begin();                                                           \
    read_point((unsigned long)at, DRMSIM_CALLER);                      \
    check((unsigned long)at, size, 0, DRMSIM_CALLER);                  \
  }                                                                    \
  void __tsan_volatile_write##size(void* at);                          \
  void __tsan_volatile_write##size(void* at) {                         \
    begin();                                                           \
    check((unsigned long)at, size, 1, DRMSIM_CALLER);                  \
  }
HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

void __tsan_init(void);
void __tsan_init(void) {}
void __tsan_read_range(void* at, unsigned long size);
void __tsan_read_range(void* at, unsigned long size) {
  begin();
  drmsim_check_range(at, size, 0, DRMSIM_CALLER);
}
void __tsan_write_range(void* at, unsigned long size);
void __tsan_write_range(void* at, unsigned long size) {
  begin();
  drmsim_check_range(at, size, 1, DRMSIM_CALLER);
}

void drmsim_check_range(const void* from, unsigned long size, int is_write, unsigned long pc) {
  if (size > 0) check((unsigned long)from, size, is_write, pc);
}

// Before an atomic or bit operation, whose access is in assembly language.
void __kcsan_check_access(const volatile void* at, size_t size, int type) {
  const unsigned long pc = DRMSIM_CALLER;
  begin();
  if ((type & KCSAN_ACCESS_ATOMIC) == 0) return;
  if ((type & KCSAN_ACCESS_WRITE) == 0) {
    read_point((unsigned long)at, pc);
    last_read = (unsigned long)at;
  }
  check((unsigned long)at, size, (type & KCSAN_ACCESS_WRITE) != 0, pc);
  if ((type & KCSAN_ACCESS_COMPOUND) != 0 && *drmsim_host.points && !drmsim_quiet)
    drmsim_owed_point = pc;
}
void kcsan_disable_current(void) {}
void kcsan_enable_current(void) {}
void kcsan_enable_current_nowarn(void) {}
// Sections whose plain accesses are meant to race: of sequence counters.
void kcsan_nestable_atomic_begin(void) {}
void kcsan_nestable_atomic_end(void) {}
void kcsan_flat_atomic_begin(void) {}
void kcsan_flat_atomic_end(void) {}
void kcsan_atomic_next(int n) { (void)n; }

// --- Memory functions: calls, which are checked by themselves ---

#undef memset
#undef memcpy
#undef memmove
#undef memcmp
void* memset(void* to, int value, size_t size) {
  char* at = to;
  const u64 word = 0x0101010101010101ULL * (u8)value;
  begin();
  drmsim_check_range(to, size, 1, DRMSIM_CALLER);
  for (; size >= sizeof(word); size -= sizeof(word), at += sizeof(word)) *(u64*)at = word;
  for (; size > 0; --size) *at++ = (char)value;
  return to;
}
static void copy(char* at, const char* source, size_t size) {
  for (; size >= sizeof(u64); size -= sizeof(u64), at += sizeof(u64), source += sizeof(u64))
    *(u64*)at = *(const u64*)source;
  for (; size > 0; --size) *at++ = *source++;
}
void* memcpy(void* to, const void* from, size_t size) {
  begin();
  drmsim_check_range(from, size, 0, DRMSIM_CALLER);
  drmsim_check_range(to, size, 1, DRMSIM_CALLER);
  copy(to, from, size);
  return to;
}
void* memmove(void* to, const void* from, size_t size) {
  char* target = to;
  const char* source = from;
  begin();
  drmsim_check_range(from, size, 0, DRMSIM_CALLER);
  drmsim_check_range(to, size, 1, DRMSIM_CALLER);
  if (target <= source || target >= source + size) {
    copy(target, source, size);
  } else {
    while (size-- > 0) target[size] = source[size];
  }
  return to;
}
