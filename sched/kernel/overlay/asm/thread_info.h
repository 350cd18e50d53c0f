// Where the thread_info of the current task is, in trees that keep it at the bottom of the stack:
// stacks are the host's here.
#pragma once

#ifdef CONFIG_THREAD_INFO_IN_TASK
#include_next <asm/thread_info.h>
#else
#define current_thread_info drmsim_at_bottom_of_stack
#include_next <asm/thread_info.h>
#undef current_thread_info
struct thread_info* drmsim_thread_info(void);
#define current_thread_info() drmsim_thread_info()
#endif
