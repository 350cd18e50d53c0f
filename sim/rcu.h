// call_rcu: run something once every context that may still be looking has looked away.
//
// Intuition: a reader's section delays callbacks that were registered while it was open. Mechanism:
// a context inside a spinlock (or spinning for one), an RCU read section, or an interrupt that has
// started counts as a reader, as on a kernel where those disable preemption. A callback runs in a
// soft interrupt, first in, first out, as soon as every reader section that was open at call_rcu()
// has ended; a context that is held inside a lock keeps callbacks waiting.
// By default a grace period takes no time of its own, the shortest that the kernel allows, which is
// what shows lifetime bugs; it can be given a time, which then is the least that it takes. Source
// of the rules: Documentation/RCU/whatisRCU.rst.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "sim/context.h"
#include "sim/delay.h"
#include "sim/fifo.h"
#include "sim/names.h"
#include "sim/timed_event.h"
#include "sim/wait_list.h"
#include "sim/where.h"

namespace drmsim::sim {

class World;

class Rcu {
 public:
  // grace_period: drawn from for each callback, though none overtakes another.
  Rcu(World& world, Delay grace_period) : world_(world), grace_period_(std::move(grace_period)) {}
  Rcu(const Rcu&) = delete;
  Rcu& operator=(const Rcu&) = delete;

  void read_lock();
  void read_unlock();
  void call(std::function<void()> callback);  // any context; the callback must not sleep
  // rcu_barrier: waits until all callbacks registered so far have run; may sleep.
  void barrier(Where where = Where::here());
  // synchronize_rcu: waits until every section that is open now has ended; may sleep.
  void synchronize(Where where = Where::here());

  // By the primitives: a critical section of a context begins and ends; they nest.
  void enter(Context& context) {
    if (context.critical_depth_++ > 0) return;
    context.rcu_generation_ = generation_;
    ++readers_;
  }
  void leave(Context& context) {
    if (--context.critical_depth_ > 0) return;
    --readers_;
    if (!callbacks_.empty()) run_what_is_due();
  }

 private:
  struct Callback {
    std::uint64_t generation;  // readers that began at or before it must end first
    TimeNs due_ns;             // and it must be so late
    std::function<void()> function;
  };
  struct Barrier : Waiter {
    Barrier(Cpu& cpu, std::uint64_t callbacks) : Waiter(cpu), target(callbacks) {}
    std::uint64_t target;
  };
  void run_what_is_due();
  void run_callbacks();
  bool due(const Callback& callback) const;
  void wait_for_time();

  World& world_;
  Delay grace_period_;
  TimeNs last_due_ns_ = 0;
  std::unique_ptr<TimedCallback> timer_;  // null: a callback never had to wait for its time
  NameId name_ = 0;                       // of the context, once there is one
  Fifo<Callback> callbacks_;
  std::uint64_t generation_ = 0;  // callbacks registered so far
  std::uint64_t done_ = 0;        // callbacks that have run
  unsigned readers_ = 0;          // contexts inside a critical section
  Context* runner_ = nullptr;     // the one that runs callbacks, from its start to its end
  WaitList barriers_;
};

}  // namespace drmsim::sim
