// wait_event, wake_up: sleep until a condition holds.
//
// Intuition: a waiting room; whoever is called checks for itself whether it was meant. Mechanism:
// the sleeper joins the queue before it checks the condition, so that a wake-up during the check
// (which may take locks and be preempted) is not lost. Waiters are woken in the order in which they
// came.
// Limits: every waiter is non-exclusive, as with wait_event(); for one at a time there is
// Completion.
// Source: include/linux/wait.h, ___wait_event(); kernel/sched/wait.c.
#pragma once

#include "sim/last_wake.h"
#include "sim/names.h"
#include "sim/time.h"
#include "sim/wait_list.h"
#include "sim/where.h"
#include "sim/world.h"

namespace drmsim::sim {

class WaitQueue {
 public:
  // name: static text, shown when somebody waits here for ever.
  WaitQueue(World& world, const char* name) : world_(world), name_(name) {}
  ~WaitQueue();
  WaitQueue(const WaitQueue&) = delete;
  WaitQueue& operator=(const WaitQueue&) = delete;

  // Both wake everybody: the kernel's wake_up() spares only exclusive waiters. Any context.
  void wake_up(Where where = Where::here()) { wake_up_all(where); }
  void wake_up_all(Where where = Where::here());

  const char* name() const { return name_; }
  const LastWake& last_wake() const { return last_wake_; }

  // wait_event() for callers that check the condition themselves: as long as it is false, sleep().
  // From its making on no wake-up is missed.
  class Wait {
   public:
    Wait(WaitQueue& queue, TimeNs timeout_ns, Where where = Where::here());
    bool sleep();  // false: the time is over
    // wake_up_process(): ends this sleep, or the next, as a wake-up of the queue does.
    void interrupt() { queue_.waiters_.rouse(waiter_); }
    bool woken() const { return waiter_.woken(); }  // the next sleep() does not sleep
    // Forgets wake-ups that came before: the condition is going to be checked.
    void rejoin() { queue_.waiters_.add(waiter_); }

   private:
    WaitQueue& queue_;
    TimeNs deadline_ns_;
    Where where_;
    Waiter waiter_;
  };

  // Sleeps until condition() is true. Task or kworker that may sleep. The condition is checked
  // twice before the first sleep and once after every wake-up.
  template <typename Condition>
  void wait_event(Condition condition, Where where = Where::here()) {
    wait_event_timeout(condition, kForever, where);
  }

  // The same for at most timeout_ns; returns whether the condition came true, be it at the last
  // moment.
  template <typename Condition>
  bool wait_event_timeout(Condition condition, TimeNs timeout_ns, Where where = Where::here()) {
    world_.cpu().might_sleep(name_, where);
    if (condition()) return true;
    Wait wait(*this, timeout_ns, where);
    do {
      if (condition()) return true;
    } while (wait.sleep());
    return false;
  }

 private:
  World& world_;
  const char* name_;
  NameId name_id_ = 0;  // of name_, once somebody has slept here
  LastWake last_wake_;
  WaitList waiters_;
};

}  // namespace drmsim::sim
