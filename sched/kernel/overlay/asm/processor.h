// cpu_relax(): what a busy wait passes in every round.
#pragma once

#include_next <asm/processor.h>

void drmsim_barrier_passed(void);
#undef cpu_relax
#define cpu_relax() drmsim_barrier_passed()
