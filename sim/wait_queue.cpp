#include "sim/wait_queue.h"

namespace drmsim::sim {

void WaitQueue::sleep_until(TimeNs deadline_ns) {
  Context* self = world_.cpu().current();
  waiters_.push_back(self);
  world_.cpu().block_until(deadline_ns, name_, world_.intern(name_));
  std::erase(waiters_, self);
}

void WaitQueue::wake_up(Where where) {
  if (!waiters_.empty()) {
    Context* first = waiters_.front();
    waiters_.erase(waiters_.begin());
    world_.cpu().wake(*first);
  }
  world_.point(Point::wake, where);
}

void WaitQueue::wake_up_all(Where where) {
  // Those who wait again at once join the end; they are not woken twice.
  std::vector<Context*> woken;
  woken.swap(waiters_);
  for (Context* waiter : woken) world_.cpu().wake(*waiter);
  world_.point(Point::wake, where);
}

}  // namespace drmsim::sim
