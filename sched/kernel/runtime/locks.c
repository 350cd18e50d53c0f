// Spinlocks, mutexes, preemption and RCU of the tree, on the host's.
//
// A lock's slot is the pointer that CONFIG_DEBUG_SPINLOCK and CONFIG_DEBUG_MUTEXES add to it.
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/debug.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "sched/kernel/runtime/runtime.h"

// --- Spinlocks ---

static void** slot_of(raw_spinlock_t* lock, unsigned long pc) {
  drmsim_check_range(lock, sizeof(*lock), 1, pc);
  return &lock->owner;
}
#define SLOT(lock) slot_of(lock, DRMSIM_CALLER)

void __raw_spin_lock_init(raw_spinlock_t* lock, const char* name, struct lock_class_key* key,
                          short inner) {
  (void)key;
  (void)inner;
  *lock = (raw_spinlock_t)__RAW_SPIN_LOCK_UNLOCKED(lock);
  drmsim_call(lock_init, &lock->owner, name);
}

void __lockfunc _raw_spin_lock(raw_spinlock_t* lock) {
  drmsim_call(lock, SLOT(lock), DRMSIM_CALLER_WHERE);
}
void __lockfunc _raw_spin_unlock(raw_spinlock_t* lock) {
  drmsim_call(unlock, SLOT(lock), DRMSIM_CALLER_WHERE);
}
void __lockfunc _raw_spin_lock_bh(raw_spinlock_t* lock) {
  drmsim_call(lock, SLOT(lock), DRMSIM_CALLER_WHERE);
}
void __lockfunc _raw_spin_unlock_bh(raw_spinlock_t* lock) {
  drmsim_call(unlock, SLOT(lock), DRMSIM_CALLER_WHERE);
}
void __lockfunc _raw_spin_lock_irq(raw_spinlock_t* lock) {
  drmsim_call(lock_irqsave, SLOT(lock), DRMSIM_CALLER_WHERE);
}
void __lockfunc _raw_spin_unlock_irq(raw_spinlock_t* lock) {
  drmsim_call(unlock_irqrestore, SLOT(lock), DRMSIM_CALLER_WHERE);
}
unsigned long __lockfunc _raw_spin_lock_irqsave(raw_spinlock_t* lock) {
  drmsim_call(lock_irqsave, SLOT(lock), DRMSIM_CALLER_WHERE);
  return 0;
}
void __lockfunc _raw_spin_unlock_irqrestore(raw_spinlock_t* lock, unsigned long flags) {
  (void)flags;
  drmsim_call(unlock_irqrestore, SLOT(lock), DRMSIM_CALLER_WHERE);
}
void drmsim_assert_spin_held(const volatile void* lock) {
  drmsim_call(assert_lock_held, SLOT((raw_spinlock_t*)lock), DRMSIM_CALLER_WHERE);
}

// --- Mutexes ---

#ifdef DRMSIM_HAVE_MUTEX_INIT_GENERIC  // its name has gone by the time that it is called
void mutex_init_generic(struct mutex* lock) {
  drmsim_call(mutex_init, &lock->magic, "mutex");
}
#else
void __mutex_init(struct mutex* lock, const char* name, struct lock_class_key* key) {
  (void)key;
  drmsim_call(mutex_init, &lock->magic, name);
}
#endif
void __sched mutex_lock(struct mutex* lock) {
  drmsim_check_range(lock, sizeof(*lock), 1, DRMSIM_CALLER);
  drmsim_call(mutex_lock, &lock->magic, DRMSIM_CALLER_WHERE);
}
void __sched mutex_unlock(struct mutex* lock) {
  drmsim_check_range(lock, sizeof(*lock), 1, DRMSIM_CALLER);
  drmsim_call(mutex_unlock, &lock->magic, DRMSIM_CALLER_WHERE);
}

// --- Preemption and RCU: a grace period ends when nobody is inside a section ---

void preempt_count_add(int val) {
  current_thread_info()->preempt_count += val;
  drmsim_call(rcu_read_lock);
}
void preempt_count_sub(int val) {
  current_thread_info()->preempt_count -= val;
  drmsim_call(rcu_read_unlock);
}
void __rcu_read_lock(void) { drmsim_call(rcu_read_lock); }
void __rcu_read_unlock(void) { drmsim_call(rcu_read_unlock); }
void call_rcu(struct rcu_head* head, rcu_callback_t function) {
  drmsim_call(call_rcu, head, (void (*)(void*))function);
}
void rcu_barrier(void) { drmsim_call(rcu_barrier, DRMSIM_CALLER_WHERE); }
void synchronize_rcu(void) { drmsim_call(rcu_barrier, DRMSIM_CALLER_WHERE); }
#ifdef DRMSIM_HAVE_KVFREE_RCU_OFFSET  // of the head in the memory
void kvfree_call_rcu(struct rcu_head* head, rcu_callback_t offset) {
  drmsim_call(kfree_rcu, (char*)head - (unsigned long)offset, DRMSIM_CALLER_WHERE);
}
#else
#ifndef DRMSIM_HAVE_KVFREE_RCU_HEAD
#define kvfree_rcu_head rcu_head
#endif
void kvfree_call_rcu(struct kvfree_rcu_head* head, void* memory) {
  (void)head;
  drmsim_call(kfree_rcu, memory, DRMSIM_CALLER_WHERE);
}
#endif

void drmsim_barrier_passed(void) {
  static struct {
    unsigned long pc;
    struct drmsim_spin spin;
  } last;  // of the place that spins: two places that spin by turns are found by the host
  if (last.pc != DRMSIM_CALLER) {
    last.pc = DRMSIM_CALLER;
    last.spin.calls = ~0UL;
  }
  drmsim_spin_at(&last.spin, DRMSIM_CALLER_WHERE);
}
