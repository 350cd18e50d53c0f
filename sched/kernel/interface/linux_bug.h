// WARN, BUG, printk: each is a report with the place in the kernel's source.
#pragma once

#include "sched/kernel/interface/linux_host.h"

void drmsim_print(int level, const struct drmsim_where* where, const char* format, ...);
void drmsim_warn(const struct drmsim_where* where, const char* format, ...);

#define KERN_EMERG ""
#define KERN_ERR ""
#define KERN_WARNING ""
#define KERN_NOTICE ""
#define KERN_INFO ""
#define KERN_DEBUG ""

#define WARN(condition, format, ...)                                                      \
  ({                                                                                      \
    int __warned = !!(condition);                                                         \
    if (unlikely(__warned)) drmsim_warn(DRMSIM_HERE, "WARN: " format, ##__VA_ARGS__);     \
    unlikely(__warned);                                                                   \
  })
#define WARN_ON(condition)                                                                \
  ({                                                                                      \
    int __warned = !!(condition);                                                         \
    if (unlikely(__warned)) drmsim_call(warn, DRMSIM_HERE, "WARN_ON(" #condition ")");    \
    unlikely(__warned);                                                                   \
  })
#define DRMSIM_ONCE(condition, report)   \
  ({                                     \
    static bool __reported;              \
    int __once = !!(condition);          \
    if (unlikely(__once && !__reported)) { \
      __reported = true;                 \
      report;                            \
    }                                    \
    unlikely(__once);                    \
  })
#define WARN_ON_ONCE(condition) \
  DRMSIM_ONCE(condition, drmsim_call(warn, DRMSIM_HERE, "WARN_ON_ONCE(" #condition ")"))
#define WARN_ONCE(condition, format, ...) \
  DRMSIM_ONCE(condition, drmsim_warn(DRMSIM_HERE, "WARN_ONCE: " format, ##__VA_ARGS__))
#define BUG() drmsim_call(bug, DRMSIM_HERE, "BUG()")
#define BUG_ON(condition)                                                                 \
  do {                                                                                    \
    if (unlikely(condition)) drmsim_call(bug, DRMSIM_HERE, "BUG_ON(" #condition ")");     \
  } while (0)

#ifndef pr_fmt
#define pr_fmt(format) format
#endif
#define drmsim_printk(level, format, ...) \
  drmsim_print(level, DRMSIM_HERE, format, ##__VA_ARGS__)
#define printk(format, ...) drmsim_printk(6, format, ##__VA_ARGS__)
#define pr_emerg(format, ...) drmsim_printk(0, pr_fmt(format), ##__VA_ARGS__)
#define pr_err(format, ...) drmsim_printk(3, pr_fmt(format), ##__VA_ARGS__)
#define pr_err_once(format, ...) ((void)DRMSIM_ONCE(1, pr_err(format, ##__VA_ARGS__)))
#define pr_err_ratelimited(format, ...) pr_err(format, ##__VA_ARGS__)
#define pr_warn(format, ...) drmsim_printk(4, pr_fmt(format), ##__VA_ARGS__)
#define pr_warn_once(format, ...) ((void)DRMSIM_ONCE(1, pr_warn(format, ##__VA_ARGS__)))
#define pr_notice(format, ...) drmsim_printk(5, pr_fmt(format), ##__VA_ARGS__)
#define pr_info(format, ...) drmsim_printk(6, pr_fmt(format), ##__VA_ARGS__)
#define pr_debug(format, ...) drmsim_printk(7, pr_fmt(format), ##__VA_ARGS__)

struct device {
  const char* init_name;
  int pm_usage;  // runtime power management
  int (*pm_resume)(struct device* dev);  // 0 or -errno; null: always 0
};
static inline const char* dev_name(const struct device* dev) { return dev ? dev->init_name : "?"; }
#define dev_err(dev, format, ...) drmsim_printk(3, format, ##__VA_ARGS__)
#define dev_WARN(dev, format, ...) ((void)(dev), WARN(1, format, ##__VA_ARGS__))
#define dev_warn(dev, format, ...) drmsim_printk(4, format, ##__VA_ARGS__)
#define dev_info(dev, format, ...) drmsim_printk(6, format, ##__VA_ARGS__)
#define dev_dbg(dev, format, ...) drmsim_printk(7, format, ##__VA_ARGS__)
