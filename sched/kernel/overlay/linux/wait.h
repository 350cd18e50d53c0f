// wait_event() and its relatives as waits of the host, which knows who waits for what.
#pragma once

#include_next <linux/wait.h>

struct drmsim_wait {
  unsigned long host[16];  // the host's record of one wait
};
void drmsim_wait_begin(struct drmsim_wait* wait, struct wait_queue_head* queue, long timeout,
                       int killable);
bool drmsim_wait_sleep(struct drmsim_wait* wait);
void drmsim_wait_done(struct drmsim_wait* wait);
void drmsim_might_wait(const char* what);
unsigned long drmsim_jiffies(void);

// Whether the condition came true. The record is taken down on every way out, unwinding included.
#define drmsim_wait_event(queue, condition, timeout, killable)                            \
  ({                                                                                      \
    bool __true = !!(condition);                                                          \
    drmsim_might_wait(__func__);                                                          \
    if (!__true) {                                                                        \
      __attribute__((__cleanup__(drmsim_wait_done))) struct drmsim_wait __wait;           \
      drmsim_wait_begin(&__wait, &(queue), timeout, killable);                            \
      while (!(__true = !!(condition)) && drmsim_wait_sleep(&__wait)) {                   \
      }                                                                                   \
    }                                                                                     \
    __true;                                                                               \
  })
#undef wait_event
#define wait_event(queue, condition) \
  ((void)drmsim_wait_event(queue, condition, MAX_SCHEDULE_TIMEOUT, 0))
#undef wait_event_killable
#define wait_event_killable(queue, condition) \
  (drmsim_wait_event(queue, condition, MAX_SCHEDULE_TIMEOUT, 1) ? 0 : -ERESTARTSYS)
#undef wait_event_interruptible
#define wait_event_interruptible(queue, condition) wait_event_killable(queue, condition)
// What is left of the timeout, at least 1, or 0 if it is over and the condition still false.
#undef wait_event_timeout
#define wait_event_timeout(queue, condition, timeout)                               \
  ({                                                                                \
    const long __timeout = (timeout);                                               \
    const unsigned long __until = drmsim_jiffies() + (unsigned long)__timeout; \
    const bool __came = drmsim_wait_event(queue, condition, __timeout, 0);          \
    const long __left = __timeout == MAX_SCHEDULE_TIMEOUT                           \
                            ? __timeout                                             \
                            : (long)(__until - drmsim_jiffies());              \
    !__came ? 0 : __left > 0 ? __left : 1;                                          \
  })
