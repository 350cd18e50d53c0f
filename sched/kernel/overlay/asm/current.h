// Who runs: the task of the CPU context, which the host knows.
#ifndef DRMSIM_ASM_CURRENT_H
#define DRMSIM_ASM_CURRENT_H

struct task_struct;
struct task_struct* drmsim_current(void);
#define get_current() drmsim_current()
#define current get_current()

#endif
