#include "sim/spinlock.h"

#include <string>
#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

SpinLock::~SpinLock() {
  if (!held_.taken || world_.stopped()) return;
  std::string message = std::string("lock ") + name() + " is destroyed while it is held";
  const NameId holder = holder_ == nullptr ? NameId{0} : holder_->name();
  if (holder_ != nullptr) {
    message += " by " + world_.names().text(holder_->name());
    world_.order().drop(*holder_, held_);
  }
  world_.hazards().report_last(HazardKind::use_after_free, Where::here(),
                               HazardObject(std::string("spinlock ") + name(), holder),
                               std::move(message));
}

// Callbacks that take a lock of the same class from within each other never end by themselves.
// lockdep looks at 48 locks of a task (MAX_LOCK_DEPTH in include/linux/sched.h) and then gives up;
// a kernel's stack of 16 KiB gives up soon after it.
void SpinLock::check_depth(Context& self, Where where) {
  constexpr int kDepthMax = 48;
  int depth = 0;
  for (const Held* held = self.innermost_; held != nullptr; held = held->outer) {
    if (held->kind == OrderKind::spinlock) ++depth;
  }
  if (depth <= kDepthMax) return;
  world_.hazards().fatal(HazardKind::contract, where, std::string("spinlock ") + name(),
                         world_.describe(std::string("lock ") + name(), where) +
                             ": taken inside 48 others; lockdep gives up at this depth, and a "
                             "kernel's stack of 16 KiB "
                             "soon after it");
}

// Taken already, or by hardware or set-up code.
void SpinLock::acquire_slowly(Context* self, Where where) {
  if (held_.taken && holder_ == self) {
    world_.hazards().fatal(HazardKind::recursive_lock, where, std::string("spinlock ") + name(),
                           world_.describe(std::string("lock ") + name(), where) +
                               ": its holder takes it again and waits for itself");
    return;
  }
  if (self == nullptr) {
    if (held_.taken) wait_for_lock(where);
    held_.taken = true;
    holder_ = nullptr;
    return;
  }
  note_use(*self, where);
  world_.rcu().enter(*self);  // preemption is off while it spins, too
  wait_for_lock(where);
  take(*self, where);
}

void SpinLock::wait_for_lock(Where where) {
  if (world_.cpu().current() == nullptr) {
    DRMSIM_ASSERT(world_.stopped(), "hardware and set-up code find no lock taken");
    return;
  }
  Waiter waiter(world_.cpu());
  waiters_.add(waiter);
  waiter.wait(kForever, "spinlock", world_.intern(name()), {AwaitedKind::spinlock, this, where});
}

// Somebody waits, or this is an error.
void SpinLock::release_slowly(Context* self, Where where) {
  if (!held_.taken || holder_ != self) {
    world_.hazards().report_last(HazardKind::contract, where, std::string("spinlock ") + name(),
                                 world_.describe(std::string("lock ") + name(), where) +
                                     ": unlocked by somebody who does not hold it");
    return;
  }
  if (self != nullptr) world_.order().drop(*self, held_);
  if (waiters_.empty() || world_.stopped()) {
    held_.taken = false;
    holder_ = nullptr;
  } else {
    Waiter& next = waiters_.front();  // it has the lock from this moment on
    holder_ = &next.context();
    waiters_.wake(next);
  }
  if (self != nullptr) world_.rcu().leave(*self);
}

bool SpinLock::held_by_current() const {
  return held_.taken && holder_ == world_.cpu().current();
}

void SpinLock::assert_held(Where where) const {
  if (held_by_current() || world_.stopped()) return;
  world_.hazards().report(
      HazardKind::contract, where, std::string("spinlock ") + name(),
      world_.describe(std::string("lock ") + name(), where) + " must be held here and is not");
}

}  // namespace drmsim::sim
