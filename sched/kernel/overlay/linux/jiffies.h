// Jiffies are of the length that the run has chosen: 1 ms, or 1 ns where timers are exact.
#pragma once

#include_next <linux/jiffies.h>

unsigned long drmsim_jiffies(void);
unsigned long drmsim_jiffies_from_ns(unsigned long long duration_ns);

#define jiffies drmsim_jiffies()
#undef HZ
#define HZ ((long)drmsim_jiffies_from_ns(1000000000))
#define msecs_to_jiffies(n) drmsim_jiffies_from_ns((n) * 1000000ULL)
#define usecs_to_jiffies(n) drmsim_jiffies_from_ns((n) * 1000ULL)
#define nsecs_to_jiffies(n) drmsim_jiffies_from_ns(n)
