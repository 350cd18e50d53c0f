// Work items and workqueues of the tree, on the host's.
//
// A workqueue is the host's object itself. The slot of an item is its list entry's first pointer:
// INIT_WORK() leaves it pointing at the entry, and the host's item is made when it is used first.
// WORK_STRUCT_PENDING is kept, because work_pending() looks at it.
#include <linux/irq_work.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#include "sched/kernel/runtime/runtime.h"
#include "sched/kernel/runtime/work_items.h"

struct workqueue_struct* system_wq;
struct workqueue_struct* system_percpu_wq;
struct workqueue_struct* system_highpri_wq;
struct workqueue_struct* system_long_wq;
struct workqueue_struct* system_unbound_wq;
struct workqueue_struct* system_dfl_wq;

static int system_queues(void) {
  system_percpu_wq = system_highpri_wq = system_long_wq = system_wq;
  system_unbound_wq = system_dfl_wq = system_wq;
  return 0;
}
pure_initcall(system_queues);

static void** slot(struct work_struct* work) { return (void**)&work->entry.next; }

static void set_pending(struct work_struct* work, bool pending) {
  unsigned long* bits = (unsigned long*)work_data_bits(work);
  *bits = pending ? *bits | WORK_STRUCT_PENDING : *bits & ~(unsigned long)WORK_STRUCT_PENDING;
}

void drmsim_run_item(struct work_struct* work) {
  set_pending(work, false);
  work->func(work);  // may free it
}
static void run_item(void* item) { drmsim_run_item(item); }

static void** known_item(struct work_struct* work, bool delayed, unsigned long pc) {
  drmsim_check_range(work, sizeof(*work), 1, pc);
  if (work->entry.next == &work->entry) {
    const char* function = drmsim_function_name(work->func);
    const struct drmsim_worker worker = drmsim_worker_of(work, function);
    drmsim_call(work_init, slot(work), work, worker.begin ? worker.begin : run_item, delayed,
                worker.role, worker.owner);
  }
  return slot(work);
}

static bool queue(struct workqueue_struct* wq, struct work_struct* work,
                  unsigned long pc) {
  void** item = known_item(work, false, pc);
  set_pending(work, true);
  return drmsim_call(queue_work, wq, item, drmsim_where_of(pc));
}
bool queue_work_on(int cpu, struct workqueue_struct* wq, struct work_struct* work) {
  (void)cpu;
  return queue(wq, work, DRMSIM_CALLER);
}

static bool queue_delayed(struct workqueue_struct* wq, struct delayed_work* delayed,
                          unsigned long delay, int modify, unsigned long pc) {
  void** item = known_item(&delayed->work, true, pc);
  if (modify || !drmsim_call(work_pending, item))
    delayed->timer.expires = drmsim_call(now_jiffies) + delay;
  set_pending(&delayed->work, true);
  return drmsim_call(queue_delayed_work, wq, item, delay, modify,
                     drmsim_where_of(pc));
}
bool queue_delayed_work_on(int cpu, struct workqueue_struct* wq, struct delayed_work* delayed,
                           unsigned long delay) {
  (void)cpu;
  return queue_delayed(wq, delayed, delay, 0, DRMSIM_CALLER);
}
bool mod_delayed_work_on(int cpu, struct workqueue_struct* wq, struct delayed_work* delayed,
                         unsigned long delay) {
  (void)cpu;
  return queue_delayed(wq, delayed, delay, 1, DRMSIM_CALLER);
}

static bool cancel(struct work_struct* work, bool delayed, int sync, unsigned long pc) {
  void** item = known_item(work, delayed, pc);
  const bool was = drmsim_call(cancel_work, item, sync, drmsim_where_of(pc));
  if (!drmsim_call(work_pending, item)) set_pending(work, false);
  return was;
}
bool cancel_work(struct work_struct* work) {
  return cancel(work, false, 0, DRMSIM_CALLER);
}
bool cancel_work_sync(struct work_struct* work) {
  return cancel(work, false, 1, DRMSIM_CALLER);
}
bool cancel_delayed_work(struct delayed_work* delayed) {
  return cancel(&delayed->work, true, 0, DRMSIM_CALLER);
}
bool cancel_delayed_work_sync(struct delayed_work* delayed) {
  return cancel(&delayed->work, true, 1, DRMSIM_CALLER);
}
bool flush_work(struct work_struct* work) {
  return drmsim_call(flush_work, known_item(work, false, DRMSIM_CALLER), 0, DRMSIM_CALLER_WHERE);
}
bool flush_delayed_work(struct delayed_work* delayed) {
  return drmsim_call(flush_work, known_item(&delayed->work, true, DRMSIM_CALLER), 1,
                     DRMSIM_CALLER_WHERE);
}
// The timer of a delayed item is the host's.
void delayed_work_timer_fn(struct timer_list* timer) { (void)timer; }
#ifndef DRMSIM_HAVE_TIMER_INIT_KEY
#define timer_init_key init_timer_key
#endif
void timer_init_key(struct timer_list* timer, void (*function)(struct timer_list*),
                    unsigned int flags, const char* name, struct lock_class_key* key) {
  (void)name;
  (void)key;
  timer->entry.pprev = NULL;
  timer->function = function;
  timer->flags = flags;
  timer->expires = 0;
}

#ifndef alloc_workqueue  // the function's own name in older trees
#define alloc_workqueue_noprof alloc_workqueue
#endif
struct workqueue_struct* alloc_workqueue_noprof(const char* format, unsigned int flags,
                                                int max_active, ...) {
  __builtin_va_list arguments;
  struct workqueue_struct* made;
  (void)flags;
  __builtin_va_start(arguments, max_active);
  made = drmsim_call(alloc_workqueue, format, arguments, max_active == 1);
  __builtin_va_end(arguments);
  return made;
}
void destroy_workqueue(struct workqueue_struct* wq) {
  drmsim_call(drain_workqueue, wq, 1, DRMSIM_CALLER_WHERE);
}
void drain_workqueue(struct workqueue_struct* wq) {
  drmsim_call(drain_workqueue, wq, 0, DRMSIM_CALLER_WHERE);
}
void __flush_workqueue(struct workqueue_struct* wq) {
  drmsim_call(drain_workqueue, wq, 0, DRMSIM_CALLER_WHERE);
}

// Work for a hard interrupt: an item of the system's queue that must not sleep.
static void run_irq_work(void* item) {
  struct irq_work* irq = item;
  irq->func(irq);
}
bool irq_work_queue(struct irq_work* irq) {
  void** item = (void**)&irq->node.llist.next;
  if (*item == NULL)
    drmsim_call(work_init, item, irq, run_irq_work, 0, "irq_work", "");
  return drmsim_call(queue_work, system_wq, item, DRMSIM_CALLER_WHERE);
}
