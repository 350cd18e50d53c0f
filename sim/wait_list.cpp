#include "sim/wait_list.h"

#include "sim/assert.h"
#include "sim/cpu.h"

namespace drmsim::sim {
namespace {

Context& current_of(const Cpu& cpu) {
  DRMSIM_ASSERT(cpu.current() != nullptr, "only a CPU context can wait");
  return *cpu.current();
}

}  // namespace

Waiter::Waiter(Cpu& cpu) : cpu_(cpu), context_(current_of(cpu)) {}

bool Waiter::wait(TimeNs deadline_ns, const char* what, NameId on, Awaited awaited) {
  while (!woken_ && !cpu_.unwinding()) {
    asleep_ = true;
    const bool in_time = cpu_.block_until(deadline_ns, what, on, awaited);
    asleep_ = false;
    if (!in_time) break;
  }
  return woken_;
}

void WaitList::add(Waiter& waiter) {
  waiter.woken_ = false;
  if (!waiter.is_linked()) waiters_.push_back(waiter);
}

void WaitList::wake(Waiter& waiter) {
  waiter.unlink();
  rouse(waiter);
}

void WaitList::rouse(Waiter& waiter) {
  waiter.woken_ = true;
  if (waiter.asleep_) waiter.cpu_.wake(waiter.context_);
}

}  // namespace drmsim::sim
