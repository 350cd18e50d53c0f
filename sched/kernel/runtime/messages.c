// printk, dev_err, WARN and their relatives: text for the host. Formatted here, because only the
// tree knows what %pV and its like are.
#include <linux/device.h>
#include <linux/kern_levels.h>
#include <linux/kernel.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <drm/drm_print.h>

#include "sched/kernel/runtime/runtime.h"

static void host_print(int level, const struct drmsim_where* where, const char* format, ...) {
  __builtin_va_list arguments;
  __builtin_va_start(arguments, format);
  drmsim_call(print, level, where, format, arguments);
  __builtin_va_end(arguments);
}

#define KERN_ERR_LEVEL 3

static void say(int level, const struct drmsim_where* where, const char* prefix,
                const char* format, __builtin_va_list arguments) {
  char text[512];
  if (level > KERN_ERR_LEVEL) return;  // the host looks at no others
  vscnprintf(text, sizeof(text), format, arguments);
  host_print(level, where, "%s%s", prefix, text);
}
#define SAY(level, prefix, format)                          \
  do {                                                      \
    const struct drmsim_where* where = DRMSIM_CALLER_WHERE; \
    __builtin_va_list arguments;                            \
    __builtin_va_start(arguments, format);                  \
    say(level, where, prefix, printk_skip_level(format), arguments); \
    __builtin_va_end(arguments);                            \
  } while (0)

asmlinkage int _printk(const char* format, ...) {
  const int level = printk_get_level(format);
  SAY(level >= '0' && level <= '7' ? level - '0' : 6, "", format);
  return 0;
}
void _dev_err(const struct device* dev, const char* format, ...) {
  (void)dev;
  SAY(KERN_ERR_LEVEL, "", format);
}
void _dev_warn(const struct device* dev, const char* format, ...) {
  (void)dev;
  (void)format;
}
void _dev_info(const struct device* dev, const char* format, ...) {
  (void)dev;
  (void)format;
}
void drm_dev_printk(const struct device* dev, const char* level, const char* format, ...) {
  (void)dev;
  SAY(level[1] - '0', "*ERROR* ", format);
}
void __drm_err(const char* format, ...) { SAY(KERN_ERR_LEVEL, "*ERROR* ", format); }
void __drm_dev_dbg(struct _ddebug* desc, const struct device* dev, enum drm_debug_category category,
                   const char* format, ...) {
  (void)desc;
  (void)dev;
  (void)category;
  (void)format;
}

void warn_slowpath_fmt(const char* file, const int line, unsigned taint, const char* format, ...) {
  (void)file;
  (void)line;
  (void)taint;
  if (format != NULL) {
    SAY(KERN_ERR_LEVEL, "WARN: ", format);
  } else {
    drmsim_call(warn, DRMSIM_CALLER_WHERE, "WARN");
  }
}
void drmsim_warn_on(const char* what) { drmsim_call(warn, DRMSIM_CALLER_WHERE, what); }
void drmsim_bug(const char* what) { drmsim_call(bug, DRMSIM_CALLER_WHERE, what); }
void panic(const char* format, ...) {
  for (;;) drmsim_call(bug, DRMSIM_CALLER_WHERE, format);
}
const char* dev_driver_string(const struct device* dev) {
  (void)dev;
  return "gpu";
}

// A function that nobody has: a generated stub calls this with its name.
void drmsim_not_modelled(const char* what);
void drmsim_not_modelled(const char* what) {
  for (;;) drmsim_call(bug, DRMSIM_CALLER_WHERE, what);
}
