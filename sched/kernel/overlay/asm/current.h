// Who runs: the task of the CPU context, which the host knows.
#pragma once

struct task_struct;
struct task_struct* drmsim_current(void);
#define get_current() drmsim_current()
#define current get_current()
