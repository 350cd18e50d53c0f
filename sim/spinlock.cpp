#include "sim/spinlock.h"

#include <algorithm>
#include <string>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

SpinLock::~SpinLock() {
  DRMSIM_ASSERT(world_.stopped() || waiters_.empty(), "nobody waits for a lock that goes away");
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
  if (held_ && holder_ == self && !world_.stopped()) {
    world_.hazards().fatal(HazardKind::recursive_lock,
                           world_.describe(std::string("lock ") + name_, where) +
                               ": its holder takes it again and waits for itself");
    return;
  }
  while (held_ && !world_.stopped()) {
    DRMSIM_ASSERT(self != nullptr, "set-up code finds no lock taken");
    waiters_.push_back(self);
    world_.cpu().block("spinlock", world_.intern(name_));
    std::erase(waiters_, self);
  }
  held_ = true;
  holder_ = self;
  if (self == nullptr) return;
  if (self->critical_depth_++ == 0) world_.rcu().critical_section_begins(*self);
  self->locks_held_.push_back(this);
}

void SpinLock::release(Where where) {
  Context* self = world_.cpu().current();
  if (world_.stopped()) return;  // being unwound
  if (!held_ || holder_ != self) {
    world_.hazards().fatal(HazardKind::contract,
                           world_.describe(std::string("lock ") + name_, where) +
                               ": unlocked by somebody who does not hold it");
    return;
  }
  held_ = false;
  holder_ = nullptr;
  if (!waiters_.empty()) world_.cpu().wake(*waiters_.front());
  if (self == nullptr) return;
  self->locks_held_.erase(
      std::find(self->locks_held_.rbegin(), self->locks_held_.rend(), this).base() - 1);
  if (--self->critical_depth_ == 0) world_.rcu().critical_section_ends();
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
