#include "sim/completion.h"

namespace drmsim::sim {

void Completion::complete(Where where) {
  if (done_ != kAll) ++done_;
  waiters_.wake_up(where);
}

void Completion::complete_all(Where where) {
  done_ = kAll;
  waiters_.wake_up_all(where);
}

bool Completion::wait_timeout(TimeNs timeout_ns, Where where) {
  if (!waiters_.wait_event_timeout([this] { return done_ > 0; }, timeout_ns, where)) return false;
  if (done_ != kAll) --done_;
  return true;
}

}  // namespace drmsim::sim
