#include "sim/mutex.h"

#include <string>

#include "sim/assert.h"

namespace drmsim::sim {

void Mutex::lock(Where where) {
  world_.point(Point::lock, where);
  const Context* self = world_.cpu().current();
  DRMSIM_ASSERT(self != nullptr, "a mutex belongs to a CPU context");
  if (owner_ == self) {
    world_.hazards().fatal(HazardKind::recursive_lock,
                           world_.describe(std::string("mutex ") + name_, where) +
                               ": its owner takes it again and waits for itself");
  }
  waiters_.wait_event([this] { return owner_ == nullptr; }, where);
  owner_ = self;
}

bool Mutex::try_lock(Where where) {
  world_.point(Point::lock, where);
  if (owner_ != nullptr) return false;
  owner_ = world_.cpu().current();
  return true;
}

void Mutex::unlock(Where where) {
  if (world_.stopped()) return;  // being unwound
  if (!held_by_current()) {
    world_.hazards().fatal(HazardKind::contract,
                           world_.describe(std::string("mutex ") + name_, where) +
                               ": unlocked by somebody who does not own it");
    return;
  }
  owner_ = nullptr;
  waiters_.wake_up(where);
  world_.point(Point::unlock, where);
}

bool Mutex::held_by_current() const {
  return owner_ != nullptr && owner_ == world_.cpu().current();
}

}  // namespace drmsim::sim
