#include "sim/spinlock.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

SpinLock::~SpinLock() {
  if (!held_ || world_.stopped()) return;
  std::string message = std::string("lock ") + name_ + " is destroyed while it is held";
  if (holder_ != nullptr) {
    message += " by " + world_.names().text(holder_->name());
    std::erase(holder_->locks_held_, this);
  }
  world_.hazards().report_last(HazardKind::use_after_free, std::move(message));
}

void SpinLock::note_usage(Where where) {
  const Context* self = world_.cpu().current();
  if (self == nullptr) return;
  if (self->kind() == ContextKind::hardirq) used_in_irq_ = true;
  if (!self->irqs_off()) used_irqs_on_ = true;
  if (!used_in_irq_ || !used_irqs_on_ || usage_reported_) return;
  usage_reported_ = true;
  world_.hazards().report(
      HazardKind::irq_unsafe_lock,
      world_.describe(std::string("lock ") + name_, where) +
          ": an interrupt handler takes it, and other code takes it with interrupts on; the interrupt "
          "can strike the holder's own processor");
}

void SpinLock::acquire(Where where) {
  Context* self = world_.cpu().current();
  if (held_ && holder_ == self) {
    world_.hazards().fatal(HazardKind::recursive_lock,
                           world_.describe(std::string("lock ") + name_, where) +
                               ": its holder takes it again and waits for itself");
    return;
  }
  if (self != nullptr) world_.rcu().enter(*self);  // preemption is off while it spins, too
  if (held_) wait_for_lock();
  held_ = true;
  holder_ = self;
  if (self != nullptr) self->locks_held_.push_back(this);
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

void SpinLock::release(Where where) {
  Context* self = world_.cpu().current();
  if (!held_ || holder_ != self) {
    world_.hazards().report_last(HazardKind::contract,
                                 world_.describe(std::string("lock ") + name_, where) +
                                     ": unlocked by somebody who does not hold it");
    return;
  }
  if (waiters_.empty() || world_.stopped()) {
    held_ = false;
    holder_ = nullptr;
  } else {
    Waiter& next = waiters_.front();  // it has the lock from this moment on
    holder_ = &next.context();
    waiters_.wake(next);
  }
  if (self == nullptr) return;
  auto& locks = self->locks_held_;
  if (locks.back() == this) {
    locks.pop_back();
  } else {
    std::erase(locks, this);
  }
  world_.rcu().leave(*self);
}

void SpinLock::lock(Where where) {
  world_.point(Point::lock, where);
  note_usage(where);
  acquire(where);
}

void SpinLock::unlock(Where where) {
  release(where);
  world_.point(Point::unlock, where);
}

void SpinLock::lock_irqsave(Where where) {
  world_.point(Point::lock, where);
  if (Context* self = world_.cpu().current()) ++self->irqs_off_depth_;
  note_usage(where);
  acquire(where);
}

void SpinLock::unlock_irqrestore(Where where) {
  release(where);
  if (Context* self = world_.cpu().current(); self != nullptr && self->irqs_off_depth_ > 0) {
    --self->irqs_off_depth_;
  }
  world_.point(Point::unlock, where);
}

bool SpinLock::held_by_current() const { return held_ && holder_ == world_.cpu().current(); }

void SpinLock::assert_held(Where where) const {
  if (held_by_current() || world_.stopped()) return;
  world_.hazards().report(HazardKind::contract,
                          world_.describe(std::string("lock ") + name_, where) +
                              " must be held here and is not");
}

}  // namespace drmsim::sim
