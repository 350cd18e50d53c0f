// Warnings with the condition in them. The rest of the family is functions of the runtime.
#pragma once

void drmsim_warn_on(const char* what);
void drmsim_bug(const char* what);

#define WARN_ON(condition)                                                       \
  ({                                                                             \
    int __warned = !!(condition);                                                \
    if (__builtin_expect(__warned, 0)) drmsim_warn_on("WARN_ON(" #condition ")"); \
    __builtin_expect(__warned, 0);                                               \
  })
#define WARN_ON_ONCE(condition)                               \
  ({                                                          \
    static _Bool __reported;                                  \
    int __warned = !!(condition);                             \
    if (__builtin_expect(__warned && !__reported, 0)) {       \
      __reported = 1;                                         \
      drmsim_warn_on("WARN_ON_ONCE(" #condition ")");         \
    }                                                         \
    __builtin_expect(__warned, 0);                            \
  })
#define HAVE_ARCH_BUG
#define BUG() drmsim_bug("BUG()")
#define HAVE_ARCH_BUG_ON
#define BUG_ON(condition)                                                        \
  do {                                                                           \
    if (__builtin_expect(!!(condition), 0)) drmsim_bug("BUG_ON(" #condition ")"); \
  } while (0)
#include <asm-generic/bug.h>
