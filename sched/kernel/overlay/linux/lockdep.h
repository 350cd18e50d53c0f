// lockdep_assert_held() without lockdep: the host knows who holds a spinlock. Of other locks
// nothing is asserted.
#pragma once

#include_next <linux/lockdep.h>

struct raw_spinlock;
void drmsim_assert_spin_held(const volatile void* lock);
static inline void drmsim_assert_nothing(const volatile void* lock) { (void)lock; }

#undef lockdep_assert_held
#define lockdep_assert_held(l)                       \
  _Generic((l), spinlock_t *: drmsim_assert_spin_held, \
           struct raw_spinlock *: drmsim_assert_spin_held, \
           default: drmsim_assert_nothing)(l)
#undef lockdep_assert
#define lockdep_assert(condition) ((void)WARN_ON(!(condition)))
#undef lockdep_assert_once
#define lockdep_assert_once(condition) ((void)WARN_ON_ONCE(!(condition)))
