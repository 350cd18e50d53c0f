// wait_event, wake_up: sleep until a condition holds.
//
// The condition is checked by the sleeper, in its own context, before sleeping and after every wake-up; so
// a wake-up that comes too early costs time, never correctness. Source: include/linux/wait.h.
#pragma once

#include <vector>

#include "sim/time.h"
#include "sim/where.h"
#include "sim/world.h"

namespace drmsim::sim {

class WaitQueue {
 public:
  // name: static text, shown when somebody waits here for ever.
  WaitQueue(World& world, const char* name) : world_(world), name_(name) {}
  WaitQueue(const WaitQueue&) = delete;
  WaitQueue& operator=(const WaitQueue&) = delete;

  void wake_up(Where where = Where::here());      // the one that has waited longest; any context
  void wake_up_all(Where where = Where::here());  // any context

  // Sleeps until condition() is true. Task or kworker that may sleep.
  template <typename Condition>
  void wait_event(Condition condition, Where where = Where::here()) {
    wait_event_timeout(condition, kForever, where);
  }

  // The same for at most timeout_ns; returns whether the condition came true.
  template <typename Condition>
  bool wait_event_timeout(Condition condition, TimeNs timeout_ns, Where where = Where::here()) {
    world_.cpu().might_sleep(name_, where);
    const TimeNs deadline_ns = saturating_add(world_.now(), timeout_ns);
    while (!condition()) {
      if (world_.now() >= deadline_ns) return false;
      sleep_until(deadline_ns);
    }
    return true;
  }

 private:
  void sleep_until(TimeNs deadline_ns);

  World& world_;
  const char* name_;
  std::vector<Context*> waiters_;  // a vector: an idle lock owns no memory
};

}  // namespace drmsim::sim
