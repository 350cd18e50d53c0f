#include "sim/mutex.h"

#include <string>
#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

Mutex::~Mutex() {
  if (owner_ == nullptr || world_.stopped()) return;
  world_.hazards().report_last(HazardKind::use_after_free, Where::here(),
                               HazardObject(std::string("mutex ") + name(), owner_->name()),
                               std::string("mutex ") + name() + " is destroyed while " +
                                   world_.names().text(owner_->name()) + " owns it");
  world_.order().drop(*owner_, held_);
}

void Mutex::lock(Where where) {
  world_.point(Point::lock, where);
  Context* self = world_.cpu().current();
  DRMSIM_ASSERT(self != nullptr, "a mutex belongs to a CPU context");
  world_.cpu().might_sleep(name(), where);
  if (owner_ == self) {
    world_.hazards().fatal(HazardKind::recursive_lock, where, std::string("mutex ") + name(),
                           world_.describe(std::string("mutex ") + name(), where) +
                               ": its owner takes it again and waits for itself");
    return;
  }
  if (!self->in_atomic()) world_.order().want(*self, held_, where);
  if (owner_ == nullptr) {
    owner_ = self;
  } else {
    wait_for_ownership(where);
  }
  note_owned(where);
}

void Mutex::note_owned(Where where) {
  if (held_by_current()) world_.order().take(*owner_, held_, where);
}

void Mutex::wait_for_ownership(Where where) {
  if (name_id_ == 0) name_id_ = world_.intern(name());
  Waiter waiter(world_.cpu());
  Context* self = &waiter.context();
  for (;;) {
    waiters_.add(waiter);
    waiter.wait(kForever, name(), name_id_, {AwaitedKind::mutex, this, where});
    if (owner_ == nullptr) owner_ = self;
    if (owner_ == self || world_.cpu().unwinding()) return;
    if (&waiters_.front() == &waiter) handoff_ = true;
  }
}

bool Mutex::try_lock(Where where) {
  world_.point(Point::lock, where);
  if (owner_ != nullptr) return false;
  owner_ = world_.cpu().current();
  DRMSIM_ASSERT(owner_ != nullptr, "a mutex belongs to a CPU context");
  note_owned(where);
  return true;
}

void Mutex::unlock(Where where) {
  if (!held_by_current()) {
    world_.hazards().report_last(HazardKind::contract, where, std::string("mutex ") + name(),
                                 world_.describe(std::string("mutex ") + name(), where) +
                                     ": unlocked by somebody who does not own it");
    return;
  }
  world_.order().drop(*owner_, held_);
  owner_ = nullptr;
  if (!waiters_.empty()) {
    if (std::exchange(handoff_, false)) owner_ = &waiters_.front().context();
    waiters_.rouse(waiters_.front());
  }
  world_.point(Point::unlock, where);
}

bool Mutex::held_by_current() const {
  return owner_ != nullptr && owner_ == world_.cpu().current();
}

}  // namespace drmsim::sim
