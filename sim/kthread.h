// A kernel thread: kthread_run(), kthread_park(), kthread_stop().
//
// Intuition: a worker with a contract of its own, who can be asked to stand still, or to leave, and
// does so at the place that suits it. Mechanism: two flags that the thread looks at between its
// steps; whoever set one waits until the thread has answered. A thread that sleeps, or is parked,
// is not one that hangs: it waits for something to do (TASK_INTERRUPTIBLE, TASK_PARKED).
// Limits: one thread has one wait_event() at a time.
// Source: kernel/kthread.c.
#pragma once

#include <functional>
#include <string_view>

#include "sim/completion.h"
#include "sim/delay.h"
#include "sim/wait_queue.h"
#include "sim/world.h"

namespace drmsim::sim {

class Kthread {
 public:
  // kthread_run(). role: static text, as in Context. wakeup: how long a thread that slept takes
  // from its wake-up until it runs.
  Kthread(World& world, std::string_view name, const char* role, Delay wakeup,
          std::function<void()> function);
  ~Kthread();  // it has ended
  Kthread(const Kthread&) = delete;
  Kthread& operator=(const Kthread&) = delete;

  // --- Of others ---
  // Returns when the thread is parked; false, with a warning, if somebody had it parked, or was
  // about to, already: then nothing is waited for. May sleep.
  bool park(Where where = Where::here());
  void unpark();                           // any context
  void stop(Where where = Where::here());  // unparks it, asks it to return, waits. May sleep.

  // --- Of the thread itself ---
  bool should_park() const { return should_park_; }
  bool should_stop() const { return should_stop_; }
  void parkme();

  // wait_event_interruptible() of the thread, for callers that check the condition themselves: as
  // long as it is false, sleep(). The condition may park the thread; then it is looked at once
  // more.
  class Wait {
   public:
    Wait(Kthread& thread, WaitQueue& queue, Where where = Where::here());
    ~Wait() { thread_.wait_ = nullptr; }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;
    void sleep();

   private:
    friend class Kthread;
    Kthread& thread_;
    WaitQueue::Wait wait_;
    unsigned parked_before_;
  };

  // Sleeps until condition() is true, which is checked twice before the first sleep.
  template <typename Condition>
  void wait_event(WaitQueue& queue, Condition condition, Where where = Where::here()) {
    world_.cpu().might_sleep("wait_event", where);
    hold_.begin(world_.memory());
    if (condition()) return;
    Wait wait(*this, queue, where);
    while (!condition()) wait.sleep();
  }

 private:
  void wake();    // wake_up_process()
  void arrive();  // the way from a wake-up to the processor

  World& world_;
  NameId name_;
  Delay wakeup_;
  bool should_park_ = false;
  bool should_stop_ = false;
  bool sleeps_parked_ = false;
  bool ended_ = false;
  unsigned park_requests_ = 0;
  unsigned times_parked_ = 0;
  Wait* wait_ = nullptr;  // the wait_event() that it is in
  QuarantineHold hold_;   // while it is awake
  Completion parked_;
  Completion exited_;
  Context* context_;
};

}  // namespace drmsim::sim
