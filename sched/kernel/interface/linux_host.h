// The host's functions, and where in the source one is.
#pragma once

#include "sched/kernel/abi/host_ops.h"

// A copy, and not a pointer: the compiler's memory checks leave variables alone.
extern struct drmsim_host_ops drmsim_host;
extern struct drmsim_shadow drmsim_shadow;
extern struct drmsim_unlocked drmsim_unlocked;
extern struct drmsim_code drmsim_code;
// Who takes or drops a reference, where an inline function stands between; used up by the next one.
extern const struct drmsim_where* drmsim_caller;

// Memory that the function which returns to `pc` is about to use.
void drmsim_check_range(const void* from, unsigned long size, int is_write, unsigned long pc);

#define DRMSIM_HERE                                                                    \
  ({                                                                                   \
    static const struct drmsim_where drmsim_here = {__FILE__, __func__, __LINE__};     \
    &drmsim_here;                                                                      \
  })

// Counts calls of the host: code that goes round without any is waiting for another context.
extern unsigned long drmsim_calls;

#ifdef DRMSIM_TREE_HEADERS
// See runtime/access_hooks.c: the schedule point that the last atomic operation owes. Where the
// adapter looks at the tree's structures for the host, drmsim_quiet is not 0, and nothing is one.
extern unsigned long drmsim_owed_point;
extern unsigned int drmsim_quiet;
void drmsim_pay_point(void);
#define drmsim_before_call() (drmsim_owed_point != 0 ? drmsim_pay_point() : (void)0)
#define drmsim_look() ((void)++drmsim_quiet)
#define drmsim_looked() ((void)--drmsim_quiet)
#else
#define drmsim_look() ((void)0)
#define drmsim_looked() ((void)0)
#define drmsim_before_call() ((void)0)
#endif

// Calls a function of the host's table, with its `self`.
// The parentheses keep a macro of the same name from being called.
#define drmsim_call(name, ...) \
  (drmsim_before_call(), ++drmsim_calls, (drmsim_host.name)(drmsim_host.self, ##__VA_ARGS__))

// At one place in the source: how often in a row it was passed without a call of the host.
struct drmsim_spin {
  unsigned long calls, rounds;
};
static inline void drmsim_spin_at(struct drmsim_spin* spin, const struct drmsim_where* where) {
  if (spin->calls != drmsim_calls) {
    spin->calls = drmsim_calls;
    spin->rounds = 0;
    return;
  }
  // Not counted: what is read in the next round is no news.
  (drmsim_host.spin)(drmsim_host.self, ++spin->rounds, where);
  spin->calls = drmsim_calls;
}
#define drmsim_spin_here()                 \
  do {                                     \
    static struct drmsim_spin drmsim_spin; \
    drmsim_spin_at(&drmsim_spin, DRMSIM_HERE); \
  } while (0)

// Before shared state is read. passed: of the place, how many calls there had been when it was
// passed last; if there was none since, code goes round and waits for somebody, and that is no
// choice. The host leaves out who holds a lock.
static inline void drmsim_read_at(unsigned long* passed, const struct drmsim_where* where) {
  if (likely(!*drmsim_host.points) || *passed == drmsim_calls) return;
  *passed = drmsim_calls;
  (drmsim_host.point)(drmsim_host.self, DRMSIM_POINT_READ, where);
}
#define drmsim_read_point()                    \
  do {                                         \
    static unsigned long drmsim_passed;        \
    drmsim_read_at(&drmsim_passed, DRMSIM_HERE); \
  } while (0)

static inline void drmsim_point_at(enum drmsim_point point, const struct drmsim_where* where) {
  if (unlikely(*drmsim_host.points)) drmsim_call(point, point, where);
}
#define drmsim_atomic_point() drmsim_point_at(DRMSIM_POINT_ATOMIC, DRMSIM_HERE)
