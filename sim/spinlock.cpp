#include "sim/spinlock.h"

#include <string>
#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

SpinLock::~SpinLock() {
  if (!held_ || world_.stopped()) return;
  std::string message = std::string("lock ") + name_ + " is destroyed while it is held";
  if (holder_ != nullptr) {
    message += " by " + world_.names().text(holder_->name());
    unchain(*holder_);
  }
  world_.hazards().report_last(HazardKind::use_after_free, std::move(message));
}

void SpinLock::note_usage(unsigned usage, Where where) {
  usage_ |= static_cast<std::uint8_t>(usage);
  if (usage_ != (kUsedInIrq | kUsedIrqsOn)) return;
  usage_ |= kUsageReported;
  world_.hazards().report(
      HazardKind::irq_unsafe_lock,
      world_.describe(std::string("lock ") + name_, where) +
          ": an interrupt handler takes it, and other code takes it with interrupts on; the "
          "interrupt can strike the holder's own processor");
}

// Taken already, or by hardware or set-up code.
void SpinLock::acquire_slowly(Context* self, Where where) {
  if (held_ && holder_ == self) {
    world_.hazards().fatal(HazardKind::recursive_lock,
                           world_.describe(std::string("lock ") + name_, where) +
                               ": its holder takes it again and waits for itself");
    return;
  }
  if (self == nullptr) {
    if (held_) wait_for_lock();
    held_ = true;
    holder_ = nullptr;
    return;
  }
  const unsigned usage = (self->kind() == ContextKind::hardirq ? kUsedInIrq : 0u) |
                         (self->irqs_off() ? 0u : kUsedIrqsOn);
  if ((usage & ~usage_) != 0) note_usage(usage, where);
  world_.rcu().enter(*self);  // preemption is off while it spins, too
  wait_for_lock();
  take(self);
}

void SpinLock::wait_for_lock() {
  if (world_.cpu().current() == nullptr) {
    DRMSIM_ASSERT(world_.stopped(), "hardware and set-up code find no lock taken");
    return;
  }
  Waiter waiter(world_.cpu());
  waiters_.add(waiter);
  waiter.wait(kForever, "spinlock", world_.intern(name_));
}

void SpinLock::unchain(Context& holder) {
  for (SpinLock** link = &holder.innermost_lock_; *link != nullptr; link = &(*link)->next_held_) {
    if (*link != this) continue;
    *link = next_held_;
    return;
  }
}

// Somebody waits, or locks are not released in the reverse order, or this is an error.
void SpinLock::release_slowly(Context* self, Where where) {
  if (!held_ || holder_ != self) {
    world_.hazards().report_last(HazardKind::contract,
                                 world_.describe(std::string("lock ") + name_, where) +
                                     ": unlocked by somebody who does not hold it");
    return;
  }
  if (self != nullptr) unchain(*self);
  if (waiters_.empty() || world_.stopped()) {
    held_ = false;
    holder_ = nullptr;
  } else {
    Waiter& next = waiters_.front();  // it has the lock from this moment on
    holder_ = &next.context();
    waiters_.wake(next);
  }
  if (self != nullptr) world_.rcu().leave(*self);
}

bool SpinLock::held_by_current() const { return held_ && holder_ == world_.cpu().current(); }

void SpinLock::assert_held(Where where) const {
  if (held_by_current() || world_.stopped()) return;
  world_.hazards().report(HazardKind::contract,
                          world_.describe(std::string("lock ") + name_, where) +
                              " must be held here and is not");
}

}  // namespace drmsim::sim
