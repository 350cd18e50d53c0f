// Barriers order the compiler only: contexts change places at schedule points. The two that a busy
// wait passes in every round say so, or a run in which nobody looks at accesses would never end.
#pragma once

void drmsim_barrier_passed(void);

#define mb() __asm__ __volatile__("" : : : "memory")
#define rmb() drmsim_barrier_passed()
#define wmb() __asm__ __volatile__("" : : : "memory")
#define __smp_mb() mb()
#define __smp_rmb() drmsim_barrier_passed()
#define __smp_wmb() wmb()
#include <asm-generic/barrier.h>
