#include "sim/wait_queue.h"

#include <string>

namespace drmsim::sim {

WaitQueue::~WaitQueue() {
  if (waiters_.empty() || world_.stopped()) return;
  world_.hazards().report_last(
      HazardKind::use_after_free,
      std::string("wait queue ") + name_ + " is destroyed while " +
          world_.names().text(waiters_.front().context().name()) + " waits on it");
}

void WaitQueue::sleep(Waiter& waiter, TimeNs deadline_ns) {
  if (name_id_ == 0) name_id_ = world_.intern(name_);
  waiter.wait(deadline_ns, name_, name_id_);
}

void WaitQueue::wake_up_all(Where where) {
  waiters_.wake_all();
  world_.point(Point::wake, where);
}

}  // namespace drmsim::sim
