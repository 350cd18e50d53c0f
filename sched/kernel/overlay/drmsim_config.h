// Included before everything: the tree's configuration, and what no configuration of ARCH=um has.
//
// CONFIG_TREE_RCU: nothing of RCU is inline. CONFIG_KCSAN: the kernel says of each atomic and bit
// operation that it is one. CONFIG_PREEMPT_RCU, CONFIG_PREEMPT_COUNT and CONFIG_DEBUG_PREEMPT:
// sections of RCU and of no preemption begin and end with a call. CONFIG_DEBUG_ATOMIC_SLEEP: so
// does might_sleep(), also where ARCH=um has no preemption (6.1).
#pragma once

#include <linux/kconfig.h>

#undef CONFIG_KCSAN
#define CONFIG_KCSAN 1
#undef CONFIG_TINY_RCU
#undef CONFIG_TREE_RCU
#define CONFIG_TREE_RCU 1
#undef CONFIG_PREEMPT_RCU
#define CONFIG_PREEMPT_RCU 1
#undef CONFIG_DEBUG_PREEMPT
#define CONFIG_DEBUG_PREEMPT 1
#undef CONFIG_PREEMPT_COUNT
#define CONFIG_PREEMPT_COUNT 1
#undef CONFIG_DEBUG_ATOMIC_SLEEP
#define CONFIG_DEBUG_ATOMIC_SLEEP 1
