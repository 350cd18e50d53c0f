#include "sim/wait_queue.h"

#include <string>

namespace drmsim::sim {

WaitQueue::~WaitQueue() {
  if (waiters_.empty() || world_.stopped()) return;
  world_.hazards().report_last(
      HazardKind::use_after_free, Where::here(),
      HazardObject(std::string("wait queue ") + name_, waiters_.front().context().name()),
      std::string("wait queue ") + name_ + " is destroyed while " +
          world_.names().text(waiters_.front().context().name()) + " waits on it");
}

WaitQueue::Wait::Wait(WaitQueue& queue, TimeNs timeout_ns, Where where)
    : queue_(queue),
      deadline_ns_(saturating_add(queue.world_.now(), timeout_ns)),
      where_(where),
      waiter_(queue.world_.cpu()) {
  queue_.waiters_.add(waiter_);
}

bool WaitQueue::Wait::sleep() {
  World& world = queue_.world_;
  if (world.now() >= deadline_ns_ || world.cpu().unwinding()) return false;
  if (queue_.name_id_ == 0) queue_.name_id_ = world.intern(queue_.name_);
  waiter_.wait(deadline_ns_, queue_.name_, queue_.name_id_,
               {AwaitedKind::wait_queue, &queue_, where_});
  queue_.waiters_.add(waiter_);
  return true;
}

void WaitQueue::wake_up_all(Where where) {
  const Context* self = world_.cpu().current();
  last_wake_ = LastWake{true, self == nullptr ? NameId{0} : self->name(), where};
  waiters_.wake_all();
  world_.point(Point::wake, where);
}

}  // namespace drmsim::sim
