// The half of the library's table that the runtime fills.
#pragma once

#include "sched/kernel/abi/kernel_library.h"

void drmsim_fill_runtime(struct drmsim_kernel_library* library);
