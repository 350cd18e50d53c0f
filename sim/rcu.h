// call_rcu: run something once every context that may still be looking has looked away.
//
// Intuition: a reader's section delays callbacks that were registered while it was open. Mechanism: a
// context inside a spinlock, an RCU read section, or an interrupt counts as a reader (as on a kernel where
// those disable preemption). A callback runs in a soft interrupt as soon as every reader section that was
// open at call_rcu() has ended; a context that is held inside a lock keeps callbacks waiting.
// Limits: grace periods take no time of their own, the shortest that the kernel allows, which is what
// shows lifetime bugs. Source of the rules: Documentation/RCU/whatisRCU.rst.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>

#include "sim/names.h"

namespace drmsim::sim {

class Context;
class World;

class Rcu {
 public:
  explicit Rcu(World& world) : world_(world) {}
  Rcu(const Rcu&) = delete;
  Rcu& operator=(const Rcu&) = delete;

  void read_lock();
  void read_unlock();
  void call(std::function<void()> callback);  // any context; the callback must not sleep
  void barrier();  // waits until all callbacks registered so far have run; may sleep

  // By the primitives: the outermost critical section of a context (or an interrupt) begins and ends.
  void critical_section_begins(Context& context);
  void critical_section_ends() {
    if (!callbacks_.empty()) run_what_is_due();
  }

 private:
  struct Callback {
    std::uint64_t generation;  // readers that began at or before it must end first
    std::function<void()> function;
  };
  void run_what_is_due();
  void run_callbacks();
  bool due(const Callback& callback) const;

  World& world_;
  std::deque<Callback> callbacks_;
  std::deque<Context*> barriers_;
  std::uint64_t generation_ = 0;
  bool running_ = false;
};

}  // namespace drmsim::sim
