// Whether memory may be used: what the checks of every access ask.
//
// The host keeps one byte for every 16 of the region in which all tracked objects live (sim's and
// the kernel's alike): how many of them may be used. What is outside that region cannot be memory
// of interest; only the first page, and addresses that no process has, are caught there.
#pragma once

#include <linux/types.h>

#include "sched/kernel/interface/linux_host.h"

#define DRMSIM_LAST_ADDRESS (1UL << 47)

// Of what begins with a sixteen.
static inline bool drmsim_wrong_range(unsigned long address, unsigned long size) {
  for (; size > 0; address += 16, size -= size < 16 ? size : 16) {
    const unsigned long offset = address - drmsim_shadow.begin;
    unsigned char usable;
    if (offset >= drmsim_shadow.size) return false;
    usable = drmsim_shadow.bytes[offset >> 4];
    if (usable != 0 && (usable >= 16 || size > usable)) return true;
  }
  return false;
}

static inline __attribute__((__always_inline__)) bool drmsim_wrong(unsigned long address,
                                                            unsigned long size) {
  const unsigned long offset = address - drmsim_shadow.begin;
  if (likely(offset < drmsim_shadow.size)) {
    const unsigned long end = (address & 15) + size;  // in the sixteen
    const unsigned char usable = drmsim_shadow.bytes[offset >> 4];
    if (unlikely(usable != 0) && (usable >= 16 || end > usable)) return true;
    if (likely(end <= 16)) return false;
    // It goes on in the next one.
    return drmsim_wrong_range(address + 16 - (address & 15), end - 16);
  }
  return address - 4096 >= DRMSIM_LAST_ADDRESS - 4096;
}
