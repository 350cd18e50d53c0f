// What the interface headers leave to functions: messages, work items, memory and string functions.
#include <linux/bug.h>
#include <linux/irq_work.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "sched/kernel/runtime/task_functions.h"
#include "sched/kernel/runtime/work_items.h"

struct drmsim_host_ops drmsim_host;
struct drmsim_shadow drmsim_shadow;
struct drmsim_unlocked drmsim_unlocked;
struct drmsim_code drmsim_code;
unsigned long drmsim_calls;
const struct drmsim_where* drmsim_caller;
struct workqueue_struct* system_wq;

void drmsim_print(int level, const struct drmsim_where* where, const char* format, ...) {
  __builtin_va_list arguments;
  __builtin_va_start(arguments, format);
  drmsim_call(print, level, where, format, arguments);
  __builtin_va_end(arguments);
}

void drmsim_warn(const struct drmsim_where* where, const char* format, ...) {
  __builtin_va_list arguments;
  __builtin_va_start(arguments, format);
  drmsim_call(print, 3, where, format, arguments);
  __builtin_va_end(arguments);
}

// --- Tasks ---

static void task_init(struct task_struct* task, int pid) {
  task->group_leader = task;
  task->pid = pid;
  task->comm = "";
}
static unsigned int* task_state(struct task_struct* task) { return &task->__state; }
static void task_set_process(struct task_struct* task, struct task_struct* leader, int exiting,
                             int killed) {
  task->group_leader = leader;
  task->flags = exiting ? PF_EXITING : 0;
  task->exit_code = killed ? SIGKILL : 0;
  task->fatal_signal = killed;
}
void drmsim_fill_task_functions(struct drmsim_kernel_library* library) {
  library->task_size = sizeof(struct task_struct);
  library->task_init = task_init;
  library->task_state = task_state;
  library->task_set_process = task_set_process;
}

// --- Work ---

void drmsim_run_item(struct work_struct* work) { work->func(work); }
static void run_item(void* item) { drmsim_run_item(item); }

void drmsim_init_work(struct work_struct* work, work_func_t function, const char* text,
                      bool delayed) {
  const struct drmsim_worker worker = drmsim_worker_of(work, text);
  work->func = function;
  drmsim_call(work_init, &work->object, work, worker.begin ? worker.begin : run_item, delayed,
              worker.role, worker.owner);
}

static void drmsim_irq_work(struct work_struct* work) {
  struct irq_work* irq = (struct irq_work*)work;
  irq->func(irq);
}

void init_irq_work(struct irq_work* irq, void (*function)(struct irq_work* work)) {
  irq->func = function;
  irq->work.func = drmsim_irq_work;
  drmsim_call(work_init, &irq->work.object, &irq->work, (void (*)(void*))drmsim_irq_work, 0,
              "irq_work", "");
}

struct workqueue_struct* drmsim_alloc_workqueue(bool ordered, const char* format, ...) {
  __builtin_va_list arguments;
  struct workqueue_struct* queue;
  __builtin_va_start(arguments, format);
  queue = drmsim_call(alloc_workqueue, format, arguments, ordered);
  __builtin_va_end(arguments);
  return queue;
}

// Some compilers call it where code cannot be reached.
__attribute__((__noreturn__)) void abort(void);
void abort(void) {
  for (;;) drmsim_call(bug, DRMSIM_HERE, "unreachable code is reached");
}

// --- Memory and text. The compiler's checks leave these out: they are not inlined. ---

#define CHECK_FOR_CALLER(from, size, is_write) \
  drmsim_check_range(from, size, is_write, (unsigned long)__builtin_return_address(0))

void* memset(void* to, int value, size_t size) {
  char* at = to;
  CHECK_FOR_CALLER(to, size, 1);
  const u64 word = 0x0101010101010101ULL * (u8)value;
  for (; size >= sizeof(word); size -= sizeof(word), at += sizeof(word)) *(u64*)at = word;
  for (; size > 0; --size) *at++ = (char)value;
  return to;
}

void* memcpy(void* to, const void* from, size_t size) {
  char* at = to;
  const char* source = from;
  CHECK_FOR_CALLER(from, size, 0);
  CHECK_FOR_CALLER(to, size, 1);
  for (; size >= sizeof(u64); size -= sizeof(u64), at += sizeof(u64), source += sizeof(u64)) {
    *(u64*)at = *(const u64*)source;
  }
  for (; size > 0; --size) *at++ = *source++;
  return to;
}

void* memmove(void* to, const void* from, size_t size) {
  char* target = to;
  const char* source = from;
  if (target <= source || target >= source + size) return memcpy(to, from, size);
  while (size-- > 0) target[size] = source[size];
  return to;
}

int memcmp(const void* a, const void* b, size_t size) {
  const unsigned char *left = a, *right = b;
  for (; size > 0; --size, ++left, ++right) {
    if (*left != *right) return *left - *right;
  }
  return 0;
}

size_t strlen(const char* text) {
  const char* end = text;
  while (*end != 0) ++end;
  return (size_t)(end - text);
}

int strcmp(const char* a, const char* b) {
  while (*a != 0 && *a == *b) {
    ++a;
    ++b;
  }
  return (unsigned char)*a - (unsigned char)*b;
}
