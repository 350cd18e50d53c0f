// Tasks, time, waiting: current, schedule_timeout, jiffies, ktime, wait queues, completions.
#pragma once

#include <linux/rbtree.h>

#include "sched/kernel/interface/linux_bug.h"
#include "sched/kernel/interface/linux_locks.h"

#define PF_EXITING 0x00000004
#define PF_KTHREAD 0x00200000
#define SIGKILL 9
#define TASK_RUNNING 0x0
#define TASK_INTERRUPTIBLE 0x1
#define TASK_UNINTERRUPTIBLE 0x2
#define TASK_WAKEKILL 0x100
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define ERESTARTSYS 512

// As much of it as a scheduler looks at.
struct task_struct {
  unsigned int flags;  // PF_*
  unsigned int __state;
  int exit_code;
  int fatal_signal;  // SIGKILL is pending
  int pid;
  struct task_struct* group_leader;
  const char* comm;
};

#define current drmsim_call(current_task)
#define __set_current_state(state) WRITE_ONCE(current->__state, state)
#define set_current_state(state) WRITE_ONCE(current->__state, state)
#define signal_pending(task) ((task)->fatal_signal)
#define fatal_signal_pending(task) ((task)->fatal_signal)
#define MAX_SCHEDULE_TIMEOUT DRMSIM_FOREVER
#define schedule_timeout(timeout) drmsim_call(schedule_timeout, timeout, DRMSIM_HERE)
#define schedule() ((void)schedule_timeout(MAX_SCHEDULE_TIMEOUT))
#define wake_up_state(task, state) (drmsim_call(wake_up_task, task, DRMSIM_HERE), 1)
#define wake_up_process(task) (drmsim_call(wake_up_task, task, DRMSIM_HERE), 1)
#define cond_resched() ((void)0)
#define sched_set_fifo_low(task) ((void)(task))

// --- Kernel threads. `function`: its text says what the thread will be called. ---

struct task_struct* drmsim_kthread_run(int (*function)(void* data), void* data, const char* text,
                                       const char* format, ...);
#define kthread_run(function, data, ...) drmsim_kthread_run(function, data, #function, __VA_ARGS__)
#define kthread_park(task) drmsim_call(kthread_park, task, DRMSIM_HERE)
#define kthread_unpark(task) drmsim_call(kthread_unpark, task)
#define kthread_stop(task) drmsim_call(kthread_stop, task, DRMSIM_HERE)
#define kthread_should_park() ((bool)drmsim_call(kthread_should_park))
#define kthread_should_stop() ((bool)drmsim_call(kthread_should_stop))
#define kthread_parkme() drmsim_call(kthread_parkme)

// --- Time ---

typedef s64 ktime_t;
#define KTIME_MAX S64_MAX
#define NSEC_PER_USEC 1000L
#define NSEC_PER_MSEC 1000000L
#define NSEC_PER_SEC 1000000000L
#define USEC_PER_SEC 1000000L
#define ktime_get() ((ktime_t)drmsim_call(now_ns))
#define ktime_get_ns() ((u64)drmsim_call(now_ns))
#define ktime_set(seconds, nanoseconds) ((ktime_t)(seconds)*NSEC_PER_SEC + (nanoseconds))
#define ktime_before(a, b) ((a) < (b))
#define ktime_after(a, b) ((a) > (b))
#define ktime_compare(a, b) ((a) < (b) ? -1 : (a) > (b))
#define ktime_add(a, b) ((a) + (b))
#define ktime_sub(a, b) ((a) - (b))
#define ktime_add_ns(t, n) ((t) + (s64)(n))
#define ktime_add_us(t, n) ((t) + (s64)(n)*NSEC_PER_USEC)
#define ktime_to_ns(t) (t)
#define ktime_to_us(t) ((t) / NSEC_PER_USEC)
#define ktime_to_ms(t) ((t) / NSEC_PER_MSEC)
#define ns_to_ktime(n) ((ktime_t)(n))
#define us_to_ktime(n) ((ktime_t)(n)*NSEC_PER_USEC)
#define ms_to_ktime(n) ((ktime_t)(n)*NSEC_PER_MSEC)

#define jiffies drmsim_call(now_jiffies)
#define HZ ((long)drmsim_call(jiffies_from_ns, NSEC_PER_SEC))
#define msecs_to_jiffies(n) \
  ((unsigned long)drmsim_call(jiffies_from_ns, (unsigned long long)(n)*NSEC_PER_MSEC))
#define usecs_to_jiffies(n) \
  ((unsigned long)drmsim_call(jiffies_from_ns, (unsigned long long)(n)*NSEC_PER_USEC))
#define nsecs_to_jiffies(n) ((unsigned long)drmsim_call(jiffies_from_ns, n))
#define time_after(a, b) ((long)((b) - (a)) < 0)
#define time_before(a, b) time_after(b, a)
#define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
#define time_before_eq(a, b) time_after_eq(b, a)

struct timer_list {
  unsigned long expires;
};

// --- Wait queues ---

typedef struct wait_queue_head {
  void* object;  // sim::WaitQueue
} wait_queue_head_t;
struct drmsim_wait {
  unsigned long host[16];  // the host's record of one wait
};

#define init_waitqueue_head(queue) drmsim_call(waitqueue_init, &(queue)->object, #queue)
#define wake_up(queue) drmsim_call(wake_up_all, &(queue)->object, DRMSIM_HERE)
#define wake_up_all(queue) wake_up(queue)
#define wake_up_interruptible(queue) wake_up(queue)
#define wake_up_interruptible_all(queue) wake_up(queue)

static inline void drmsim_wait_done(struct drmsim_wait* wait) { drmsim_call(wait_end, wait); }

// Whether the condition came true. The record is taken down on every way out, unwinding included.
#define drmsim_wait_event(queue, condition, timeout, killable)                                  \
  ({                                                                                            \
    bool __true = !!(condition);                                                                \
    might_sleep();                                                                              \
    if (!__true) {                                                                              \
      __attribute__((__cleanup__(drmsim_wait_done))) struct drmsim_wait __wait;                 \
      drmsim_call(wait_begin, &__wait, &(queue).object, timeout, killable, DRMSIM_HERE);        \
      while (!(__true = !!(condition)) && drmsim_call(wait_sleep, &__wait)) {                   \
      }                                                                                         \
    }                                                                                           \
    __true;                                                                                     \
  })
#define wait_event(queue, condition) \
  ((void)drmsim_wait_event(queue, condition, DRMSIM_FOREVER, 0))
#define wait_event_killable(queue, condition) \
  (drmsim_wait_event(queue, condition, DRMSIM_FOREVER, 1) ? 0 : -ERESTARTSYS)
#define wait_event_interruptible(queue, condition) wait_event_killable(queue, condition)
// What is left of the timeout, at least 1, or 0 if it is over and the condition still false.
#define wait_event_timeout(queue, condition, timeout)                                   \
  ({                                                                                    \
    const long __timeout = (timeout);                                                   \
    const unsigned long __until = jiffies + (unsigned long)__timeout;                   \
    const bool __came = drmsim_wait_event(queue, condition, __timeout, 0);              \
    const long __left =                                                                 \
        __timeout == DRMSIM_FOREVER ? __timeout : (long)(__until - jiffies);            \
    !__came ? 0 : __left > 0 ? __left : 1;                                              \
  })

// --- Completions ---

struct completion {
  void* object;  // sim::Completion
};
#define init_completion(x) drmsim_call(completion_init, &(x)->object, #x)
#define reinit_completion(x) drmsim_call(completion_reinit, &(x)->object)
#define complete(x) drmsim_call(complete, &(x)->object, 0, DRMSIM_HERE)
#define complete_all(x) drmsim_call(complete, &(x)->object, 1, DRMSIM_HERE)
#define wait_for_completion(x) \
  ((void)drmsim_call(wait_for_completion, &(x)->object, DRMSIM_FOREVER, DRMSIM_HERE))
#define wait_for_completion_timeout(x, timeout) \
  ((unsigned long)drmsim_call(wait_for_completion, &(x)->object, (long)(timeout), DRMSIM_HERE))
