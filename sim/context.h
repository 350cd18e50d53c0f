// A CPU context: a task, a kworker, an interrupt handler, a soft interrupt. Each has a processor of
// its own.
//
// Made by Cpu::spawn(), ends when its function returns. What it may do follows from its kind and
// from what it holds, by the kernel's rules: only a task or kworker that holds no spinlock, has
// interrupts on and is not in an RCU read section may sleep.
#pragma once

#include <cstdint>

#include <boost/intrusive/list.hpp>

#include "sim/awaited.h"
#include "sim/choices.h"
#include "sim/names.h"
#include "sim/timed_event.h"

namespace drmsim::sim {

class Cpu;
class Fiber;
class SpinLock;
struct Held;

enum class ContextKind : std::uint8_t { task, kworker, softirq, hardirq };
enum class ContextState : std::uint8_t { ready, running, blocked, preempted };

class Context : public boost::intrusive::list_base_hook<> {
 public:
  static constexpr unsigned kFenceClass = 1;  // of what it has: see LockOrder

  Context(Cpu& cpu, Timeline& timeline);

  ActorId actor() const { return actor_; }  // its number in choices; every spawn has a new one
  ContextKind kind() const { return kind_; }
  NameId name() const { return name_; }       // "run:gfx", "irq:gfx", "client:bad"
  const char* role() const { return role_; }  // "run", "irq", "client": what scripted holds match
  // A kworker takes the name of the item that it executes.
  void set_name(NameId name, const char* role);
  bool in_atomic() const { return critical_depth_ > 0 || kind_ >= ContextKind::softirq; }
  bool irqs_off() const { return irqs_off_depth_ > 0 || kind_ == ContextKind::hardirq; }
  // Inside code that some unsignalled fence waits for (dma_fence_begin_signalling).
  bool in_signalling_path() const {
    return (held_classes_ >> kFenceClass & 1) != 0 && allocation_allowed_ == 0;
  }
  const char* waiting_for() const { return waiting_for_; }  // why it is blocked; static text
  NameId waiting_on() const { return waiting_on_; }         // the name of what it waits for
  const Awaited& awaited() const { return awaited_; }       // that itself, while it is blocked
  const Held* innermost() const {
    return innermost_;
  }  // the latest of what it has; they are chained

 private:
  friend class Cpu;
  friend class Rcu;
  friend class SpinLock;
  friend class AllocationAllowed;
  friend class LockOrder;
  friend class IdleSection;

  struct SleepTimer final : TimedEvent {
    SleepTimer(Timeline& timeline, Cpu& owner, Context& sleeper)
        : TimedEvent(timeline), cpu(owner), context(sleeper) {}
    void fire() override;
    Cpu& cpu;
    Context& context;
  };

  Fiber* fiber_ = nullptr;
  ActorId actor_ = kTimeActor;
  ContextKind kind_ = ContextKind::task;
  ContextState state_ = ContextState::ready;
  bool started_ = false;
  bool woken_ = false;  // a wake-up that came before the block()
  bool idle_ = false;   // waits for something to do
  NameId name_ = 0;
  NameId waiting_on_ = 0;
  const char* role_ = "";
  const char* waiting_for_ = nullptr;
  Awaited awaited_;
  int critical_depth_ = 0;  // spinlocks, RCU read sections; 1 in a running interrupt itself
  int irqs_off_depth_ = 0;
  int allocation_allowed_ = 0;  // AllocationAllowed
  int waits_refused_ = 0;
  unsigned passed_over_ = 0;          // timed events that happened while it could have run
  std::uint64_t rcu_generation_ = 0;  // the grace period in which its critical section began
  Held* innermost_ = nullptr;
  std::uint64_t held_classes_ = 0;  // of all that it has, a bit each: derived, for speed
  SleepTimer sleep_timer_;
};

}  // namespace drmsim::sim
