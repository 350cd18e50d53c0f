// Work items, delayed work, workqueues, irq_work.
#pragma once

#include "sched/kernel/interface/linux_tasks.h"

struct work_struct;
struct workqueue_struct;
typedef void (*work_func_t)(struct work_struct* work);

struct work_struct {
  void* object;  // sim::Work or sim::DelayedWork; the host finds it by this address, too
  work_func_t func;
};
struct delayed_work {
  struct work_struct work;
  struct timer_list timer;
};
static inline struct delayed_work* to_delayed_work(struct work_struct* work) {
  return (struct delayed_work*)work;
}

extern struct workqueue_struct* system_wq;
#define system_highpri_wq system_wq
#define system_long_wq system_wq
#define system_unbound_wq system_wq
#define system_percpu_wq system_wq
#define system_dfl_wq system_wq
#define WQ_UNBOUND 0x02
#define WQ_MEM_RECLAIM 0x08
#define WQ_HIGHPRI 0x10

// `function`: its text says whose context it will be.
void drmsim_init_work(struct work_struct* work, work_func_t function, const char* text,
                      bool delayed);
struct workqueue_struct* drmsim_alloc_workqueue(bool ordered, const char* format, ...);

#define INIT_WORK(work, function) drmsim_init_work(work, function, #function, false)
#define INIT_WORK_ONSTACK(work, function) INIT_WORK(work, function)
#define INIT_DELAYED_WORK(work_, function)                    \
  do {                                                        \
    (work_)->timer.expires = 0;                               \
    drmsim_init_work(&(work_)->work, function, #function, true); \
  } while (0)
#define queue_work(queue, work) \
  ((bool)drmsim_call(queue_work, queue, &(work)->object, DRMSIM_HERE))
#define schedule_work(work) queue_work(system_wq, work)
#define drmsim_queue_delayed(queue, work_, delay, modify)                                         \
  ({                                                                                              \
    struct delayed_work* __delayed = (work_);                                                     \
    const unsigned long __delay = (delay);                                                        \
    void** __object = &__delayed->work.object;                                                    \
    if ((modify) || !drmsim_call(work_pending, __object))                                         \
      __delayed->timer.expires = jiffies + __delay;                                               \
    (bool)drmsim_call(queue_delayed_work, queue, __object, __delay, modify, DRMSIM_HERE);         \
  })
#define queue_delayed_work(queue, work, delay) drmsim_queue_delayed(queue, work, delay, 0)
#define mod_delayed_work(queue, work, delay) drmsim_queue_delayed(queue, work, delay, 1)
#define schedule_delayed_work(work, delay) queue_delayed_work(system_wq, work, delay)
#define drmsim_cancel(work, sync) \
  ((bool)drmsim_call(cancel_work, &(work)->object, sync, DRMSIM_HERE))
#define cancel_work(work) drmsim_cancel(work, 0)
#define cancel_work_sync(work) drmsim_cancel(work, 1)
#define cancel_delayed_work(delayed) drmsim_cancel(&(delayed)->work, 0)
#define cancel_delayed_work_sync(delayed) drmsim_cancel(&(delayed)->work, 1)
#define flush_work(work) ((bool)drmsim_call(flush_work, &(work)->object, 0, DRMSIM_HERE))
#define flush_delayed_work(delayed) \
  ((bool)drmsim_call(flush_work, &(delayed)->work.object, 1, DRMSIM_HERE))
#define work_pending(work) ((bool)drmsim_call(work_pending, &(work)->object))
#define delayed_work_pending(delayed) work_pending(&(delayed)->work)
#define alloc_ordered_workqueue(format, flags, ...) \
  drmsim_alloc_workqueue(true, format, ##__VA_ARGS__)
#define alloc_workqueue(format, flags, max_active, ...) \
  drmsim_alloc_workqueue((max_active) == 1, format, ##__VA_ARGS__)
#define destroy_workqueue(queue) drmsim_call(drain_workqueue, queue, 1, DRMSIM_HERE)
#define drain_workqueue(queue) drmsim_call(drain_workqueue, queue, 0, DRMSIM_HERE)

// Work for a hard interrupt: here an item of the system's queue that must not sleep.
struct irq_work {
  struct work_struct work;
  void (*func)(struct irq_work* work);
};
void init_irq_work(struct irq_work* work, void (*function)(struct irq_work* work));
#define irq_work_queue(irq) queue_work(system_wq, &(irq)->work)
