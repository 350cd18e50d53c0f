// kmalloc() of a constant size tells that size, also in trees that otherwise take the memory from a
// cache of the next power of two (6.1): what is used beside it is told to the byte.
#pragma once

#ifdef CONFIG_TRACING
#include_next <linux/slab.h>
#else
#define CONFIG_TRACING 1
#include_next <linux/slab.h>
#undef CONFIG_TRACING
#endif
