#include "sim/completion.h"

#include <string>

#include "sim/world.h"

namespace drmsim::sim {

Completion::~Completion() {
  if (waiters_.empty() || world_.stopped()) return;
  world_.hazards().report_last(
      HazardKind::use_after_free, Where::here(),
      HazardObject(std::string("completion ") + name_, waiters_.front().context().name()),
      std::string("completion ") + name_ + " is destroyed while " +
          world_.names().text(waiters_.front().context().name()) + " waits for it");
}

void Completion::note_wake(Where where) {
  Context* self = world_.cpu().current();
  last_wake_ = LastWake{true, self == nullptr ? NameId{0} : self->name(), where};
  world_.order().provide(self, OrderKind::completion, name_, where);
}

void Completion::complete(Where where) {
  note_wake(where);
  if (done_ != kAll) ++done_;
  waiters_.wake_first();
  world_.point(Point::wake, where);
}

void Completion::complete_all(Where where) {
  note_wake(where);
  done_ = kAll;
  waiters_.wake_all();
  world_.point(Point::wake, where);
}

bool Completion::wait_timeout(TimeNs timeout_ns, Where where) {
  Cpu& cpu = world_.cpu();
  cpu.might_sleep(name_, where);
  if (timeout_ns == kForever) {
    world_.order().want(cpu.current(), OrderKind::completion, name_, where);
  }
  if (done_ == 0) {
    const TimeNs deadline_ns = saturating_add(world_.now(), timeout_ns);
    if (name_id_ == 0) name_id_ = world_.intern(name_);
    Waiter waiter(cpu);
    while (done_ == 0) {
      if (world_.now() >= deadline_ns || cpu.unwinding()) return false;
      waiters_.add(waiter);
      waiter.wait(deadline_ns, name_, name_id_, {AwaitedKind::completion, this, where});
    }
  }
  if (done_ != kAll) --done_;
  return true;
}

}  // namespace drmsim::sim
