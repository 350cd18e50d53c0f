// Trace events: each calls drmsim_trace_NAME(), if the adapter has a function of that name.
#pragma once

#include <linux/types.h>

#include "sched/kernel/interface/linux_trace.h"

#define EXPORT_TRACEPOINT_SYMBOL(name) _Static_assert(1, #name)
#define EXPORT_TRACEPOINT_SYMBOL_GPL(name) _Static_assert(1, #name)
