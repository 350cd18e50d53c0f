// The half of the library's table that is about struct task_struct.
#pragma once

#include "sched/kernel/abi/kernel_library.h"

void drmsim_fill_task_functions(struct drmsim_kernel_library* library);
