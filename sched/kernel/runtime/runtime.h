// What the runtime's files share: the host's table, and where in the source a call comes from.
//
// The runtime is what lies below the kernel's own code: functions with the tree's prototypes, each
// a call of the host. It is compiled against the tree's headers, so that no structure and no
// prototype is written down twice. Where the kernel's structure needs an object of the host's, one
// of its pointers holds it (a slot: see host_objects.h).
#pragma once

#include <linux/types.h>
#include <linux/compiler.h>

#include "sched/kernel/interface/linux_host.h"

// Whoever called the function that says so.
#define DRMSIM_CALLER ((unsigned long)__builtin_return_address(0))
#define DRMSIM_CALLER_WHERE drmsim_where_of(DRMSIM_CALLER)

const struct drmsim_where* drmsim_where_of(unsigned long return_address);

// The name of that function; static text.
const char* drmsim_function_name(const void* function);
