// Tasks, time and waiting of the tree, on the host's.
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/sched/debug.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

#include "sched/kernel/runtime/runtime.h"
#include "sched/kernel/runtime/task_functions.h"

// --- Tasks ---

struct task_struct* drmsim_current(void) { return drmsim_call(current_task); }

#ifdef CONFIG_THREAD_INFO_IN_TASK
#define TASK_SIZE_BYTES sizeof(struct task_struct)
#else
// Behind the task, in place of the bottom of a stack.
struct task_with_info {
  struct task_struct task;
  struct thread_info info;
};
#define TASK_SIZE_BYTES sizeof(struct task_with_info)
struct thread_info* drmsim_thread_info(void) { return task_thread_info(current); }
#endif

static void task_init(struct task_struct* task, int pid) {
#ifndef CONFIG_THREAD_INFO_IN_TASK
  task->stack = &((struct task_with_info*)task)->info;
  task_thread_info(task)->task = task;
#endif
  task->pid = pid;
  task->group_leader = task;
  refcount_set(&task->usage, 1);
  INIT_LIST_HEAD(&task->pending.list);
}
static unsigned int* task_state(struct task_struct* task) { return &task->__state; }
static void task_set_process(struct task_struct* task, struct task_struct* leader, int exiting,
                             int killed) {
  task->group_leader = leader;
  task->flags = exiting ? PF_EXITING : 0;
  task->exit_code = killed ? SIGKILL : 0;
  if (killed) {
    sigaddset(&task->pending.signal, SIGKILL);
    set_tsk_thread_flag(task, TIF_SIGPENDING);
  } else {
    sigdelset(&task->pending.signal, SIGKILL);
    clear_tsk_thread_flag(task, TIF_SIGPENDING);
  }
}
void drmsim_fill_task_functions(struct drmsim_kernel_library* library) {
  library->task_size = TASK_SIZE_BYTES;
  library->task_init = task_init;
  library->task_state = task_state;
  library->task_set_process = task_set_process;
}

asmlinkage __visible void __sched schedule(void) {
  (void)drmsim_call(schedule_timeout, MAX_SCHEDULE_TIMEOUT, DRMSIM_CALLER_WHERE);
}
signed long __sched schedule_timeout(signed long timeout) {
  return drmsim_call(schedule_timeout, timeout, DRMSIM_CALLER_WHERE);
}
void __sched usleep_range_state(unsigned long min, unsigned long max, unsigned int state) {
  (void)max;
  current->__state = state;
  (void)drmsim_call(schedule_timeout, (long)usecs_to_jiffies(min), DRMSIM_CALLER_WHERE);
}
void sched_set_fifo_low(struct task_struct* task) { (void)task; }
int kthread_park(struct task_struct* task) {
  return drmsim_call(kthread_park, task, DRMSIM_CALLER_WHERE);
}
void kthread_unpark(struct task_struct* task) { drmsim_call(kthread_unpark, task); }
int kthread_stop(struct task_struct* task) {
  return drmsim_call(kthread_stop, task, DRMSIM_CALLER_WHERE);
}
bool kthread_should_park(void) { return drmsim_call(kthread_should_park) != 0; }
bool kthread_should_stop(void) { return drmsim_call(kthread_should_stop) != 0; }
void kthread_parkme(void) { drmsim_call(kthread_parkme); }
int wake_up_process(struct task_struct* task) {
  drmsim_call(wake_up_task, task, DRMSIM_CALLER_WHERE);
  return 1;
}
int wake_up_state(struct task_struct* task, unsigned int state) {
  (void)state;
  drmsim_call(wake_up_task, task, DRMSIM_CALLER_WHERE);
  return 1;
}
int __sched __cond_resched(void) { return 0; }
void __might_sleep(const char* file, int line) {
  const struct drmsim_where* where = DRMSIM_CALLER_WHERE;
  (void)file;
  (void)line;
  drmsim_call(might_sleep, where->function, where);
}
void __might_resched(const char* file, int line, unsigned int offsets) {
  (void)offsets;
  __might_sleep(file, line);
}
unsigned int debug_smp_processor_id(void) { return 0; }

// --- Time ---

unsigned long drmsim_jiffies(void) { return drmsim_call(now_jiffies); }
unsigned long drmsim_jiffies_from_ns(unsigned long long duration_ns) {
  return drmsim_call(jiffies_from_ns, duration_ns);
}
ktime_t ktime_get(void) { return (ktime_t)drmsim_call(now_ns); }
ktime_t ktime_get_with_offset(enum tk_offsets offset) {
  (void)offset;
  return (ktime_t)drmsim_call(now_ns);
}
unsigned long long sched_clock(void) { return drmsim_call(now_ns); }
u64 ktime_get_mono_fast_ns(void) { return drmsim_call(now_ns); }

// --- Wait queues. The slot is the list's first pointer; DECLARE_WAIT_QUEUE_HEAD() leaves it
// pointing at the list itself. ---

static void** queue_slot(struct wait_queue_head* queue) { return (void**)&queue->head.next; }
static void** known_queue(struct wait_queue_head* queue, unsigned long pc) {
  drmsim_check_range(queue, sizeof(*queue), 1, pc);
  if (queue->head.next == &queue->head) drmsim_call(waitqueue_init, queue_slot(queue), "queue");
  return queue_slot(queue);
}
void __init_waitqueue_head(struct wait_queue_head* queue, const char* name,
                           struct lock_class_key* key) {
  (void)key;
  drmsim_call(waitqueue_init, queue_slot(queue), name);
}
int __wake_up(struct wait_queue_head* queue, unsigned int mode, int nr, void* key) {
  (void)mode;
  (void)nr;
  (void)key;
  drmsim_call(wake_up_all, known_queue(queue, DRMSIM_CALLER), DRMSIM_CALLER_WHERE);
  return 1;
}
void drmsim_might_wait(const char* what) {
  drmsim_call(might_sleep, what, DRMSIM_CALLER_WHERE);
}
void drmsim_wait_begin(struct drmsim_wait* wait, struct wait_queue_head* queue, long timeout,
                       int killable) {
  drmsim_call(wait_begin, wait, known_queue(queue, DRMSIM_CALLER), timeout, killable,
              DRMSIM_CALLER_WHERE);
}
bool drmsim_wait_sleep(struct drmsim_wait* wait) { return drmsim_call(wait_sleep, wait) != 0; }
void drmsim_wait_done(struct drmsim_wait* wait) { drmsim_call(wait_end, wait); }

// --- Completions ---

static void** completion_slot(struct completion* x) { return (void**)&x->wait.task_list.next; }
static void** known_completion(struct completion* x, unsigned long pc) {
  drmsim_check_range(x, sizeof(*x), 1, pc);
  if (x->wait.task_list.next == &x->wait.task_list)
    drmsim_call(completion_init, completion_slot(x), "completion");
  return completion_slot(x);
}
void drmsim_init_completion(struct completion* x, const char* name) {
  x->done = 0;
  drmsim_call(completion_init, completion_slot(x), name);
}
void drmsim_reinit_completion(struct completion* x) {
  x->done = 0;
  drmsim_call(completion_reinit, known_completion(x, DRMSIM_CALLER));
}
void complete(struct completion* x) {
  drmsim_call(complete, known_completion(x, DRMSIM_CALLER), 0, DRMSIM_CALLER_WHERE);
}
void complete_all(struct completion* x) {
  drmsim_call(complete, known_completion(x, DRMSIM_CALLER), 1, DRMSIM_CALLER_WHERE);
}
void __sched wait_for_completion(struct completion* x) {
  (void)drmsim_call(wait_for_completion, known_completion(x, DRMSIM_CALLER), DRMSIM_FOREVER,
                    DRMSIM_CALLER_WHERE);
}
unsigned long __sched wait_for_completion_timeout(struct completion* x, unsigned long timeout) {
  return (unsigned long)drmsim_call(wait_for_completion, known_completion(x, DRMSIM_CALLER),
                                    (long)timeout, DRMSIM_CALLER_WHERE);
}
