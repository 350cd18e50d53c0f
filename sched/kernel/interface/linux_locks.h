// Spinlocks, preemption, interrupts, mutexes, lockdep, RCU.
#pragma once

#include "sched/kernel/interface/linux_atomic.h"
#include "sched/kernel/interface/linux_bug.h"
#include "sched/kernel/interface/linux_cleanup.h"

typedef struct spinlock {
  unsigned long host[DRMSIM_SPINLOCK_WORDS];  // a sim::SpinLock; the first word is its World
  struct drmsim_lock_link link;
} spinlock_t;
typedef spinlock_t raw_spinlock_t;
#define __SPIN_LOCK_UNLOCKED(name) {{0}, {0}}
#define DEFINE_SPINLOCK(name) spinlock_t name = __SPIN_LOCK_UNLOCKED(name)

static inline spinlock_t* drmsim_lock(spinlock_t* lock, const struct drmsim_where* where) {
  if (unlikely(lock->host[0] == 0)) drmsim_call(spin_lock_unknown, lock, where);
  return lock;
}
#define spin_lock_init(lock) drmsim_call(spin_lock_init, lock, #lock)
#define DRMSIM_LOCK(operation, lock)                                     \
  do {                                                                   \
    const struct drmsim_where* __here = DRMSIM_HERE;                     \
    drmsim_call(operation, drmsim_lock(lock, __here), __here);           \
  } while (0)
#define spin_lock(lock) DRMSIM_LOCK(spin_lock, lock)
#define spin_lock_nested(lock, subclass) DRMSIM_LOCK(spin_lock, lock)
#define spin_unlock(lock) DRMSIM_LOCK(spin_unlock, lock)
#define spin_lock_bh(lock) DRMSIM_LOCK(spin_lock, lock)
#define spin_unlock_bh(lock) DRMSIM_LOCK(spin_unlock, lock)
#define spin_lock_irq(lock) DRMSIM_LOCK(spin_lock_irqsave, lock)
#define spin_unlock_irq(lock) DRMSIM_LOCK(spin_unlock_irqrestore, lock)
#define spin_lock_irqsave(lock, flags)     \
  do {                                     \
    (flags) = 0;                           \
    DRMSIM_LOCK(spin_lock_irqsave, lock);  \
  } while (0)
#define spin_unlock_irqrestore(lock, flags)     \
  do {                                          \
    (void)(flags);                              \
    DRMSIM_LOCK(spin_unlock_irqrestore, lock);  \
  } while (0)
#define assert_spin_locked(lock) lockdep_assert_held(lock)
#define lockdep_assert_held(lock) DRMSIM_LOCK(assert_held, lock)
#define lockdep_assert(condition) WARN_ON(!(condition))
#define lockdep_assert_once(condition) WARN_ON_ONCE(!(condition))

struct lockdep_map {
  const char* name;
};
struct lock_class_key {};
#define lockdep_set_class(lock, key) ((void)(lock), (void)(key))

#define might_sleep() drmsim_call(might_sleep, __func__, DRMSIM_HERE)
#define preempt_disable() drmsim_call(rcu_read_lock)
#define preempt_enable() drmsim_call(rcu_read_unlock)

struct mutex {
  void* object;  // sim::Mutex
};
#define mutex_init(mutex) drmsim_call(mutex_init, &(mutex)->object, #mutex)
#define mutex_lock(mutex) drmsim_call(mutex_lock, &(mutex)->object, DRMSIM_HERE)
#define mutex_unlock(mutex) drmsim_call(mutex_unlock, &(mutex)->object, DRMSIM_HERE)

// Drops a reference; if it was the last one, with the lock held.
#define drmsim_dec_and_lock(r, lock_call, unlock_call)      \
  ({                                                        \
    bool __last = false;                                    \
    if (refcount_read(r) != 1) {                            \
      refcount_dec(r);                                      \
    } else {                                                \
      lock_call;                                            \
      __last = refcount_dec_and_test(r);                    \
      if (!__last) unlock_call;                             \
    }                                                       \
    __last;                                                 \
  })
#define refcount_dec_and_lock(r, lock) drmsim_dec_and_lock(r, spin_lock(lock), spin_unlock(lock))
#define refcount_dec_and_mutex_lock(r, mutex) \
  drmsim_dec_and_lock(r, mutex_lock(mutex), mutex_unlock(mutex))

// --- RCU ---

typedef void (*rcu_callback_t)(struct rcu_head* head);
#define rcu_read_lock() drmsim_call(rcu_read_lock)
#define rcu_read_unlock() drmsim_call(rcu_read_unlock)
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_check(p, condition) READ_ONCE(p)
#define rcu_dereference_protected(p, condition) (p)
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_pointer_handoff(p) (p)
#define unrcu_pointer(p) (p)
#define RCU_INITIALIZER(p) (p)
#define RCU_INIT_POINTER(p, value) WRITE_ONCE(p, value)
#define rcu_assign_pointer(p, value) smp_store_release(&(p), value)
#define call_rcu(head, function) drmsim_call(call_rcu, head, (void (*)(void*))(function))
#define kfree_rcu(p, member) drmsim_call(kfree_rcu, p, DRMSIM_HERE)
#define kfree_rcu_mightsleep(p) drmsim_call(kfree_rcu, p, DRMSIM_HERE)
#define rcu_barrier() drmsim_call(rcu_barrier, DRMSIM_HERE)
