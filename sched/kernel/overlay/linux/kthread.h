// kthread_run() with the name of the thread's function: the scheduler's thread is told by it.
#pragma once

#include_next <linux/kthread.h>

struct task_struct* drmsim_kthread_run(int (*function)(void* data), void* data, const char* text,
                                       const char* format, ...);

#undef kthread_run
#define kthread_run(function, data, ...) drmsim_kthread_run(function, data, #function, __VA_ARGS__)
