#include "sim/rcu.h"

#include <algorithm>
#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

constexpr const char* kCallbacks = "rcu callbacks";

void Rcu::read_lock() {
  if (Context* self = world_.cpu().current()) enter(*self);
}

void Rcu::read_unlock() {
  Context* self = world_.cpu().current();
  if (self == nullptr) return;
  if (self->critical_depth_ == 0) {
    world_.hazards().report_last(
        HazardKind::contract, Where::in("rcu_read_unlock"), "RCU read section",
        "rcu_read_unlock without its rcu_read_lock by " + world_.names().text(self->name()));
    return;
  }
  leave(*self);
}

bool Rcu::due(const Callback& callback) const {
  if (world_.now() < callback.due_ns) return false;
  // The runner is in a soft interrupt and would wait for itself.
  const unsigned own = runner_ != nullptr && runner_ == world_.cpu().current() ? 1 : 0;
  return readers_ == own || world_.cpu().every_reader_began_after(callback.generation, runner_);
}

void Rcu::call(std::function<void()> callback) {
  last_due_ns_ = std::max(last_due_ns_, saturating_add(world_.now(), world_.draw(grace_period_)));
  callbacks_.push(Callback{generation_++, last_due_ns_, std::move(callback)});
  run_what_is_due();
}

void Rcu::run_what_is_due() {
  if (runner_ != nullptr || callbacks_.empty() || world_.stopped()) return;
  if (!due(callbacks_.front())) return wait_for_time();
  if (name_ == 0) name_ = world_.intern("rcu");
  runner_ = &world_.cpu().spawn(name_, "rcu", ContextKind::softirq, [this] { run_callbacks(); });
}

// If it is a reader that is in the way, the end of its section comes back to run_what_is_due().
void Rcu::wait_for_time() {
  const TimeNs due_ns = callbacks_.front().due_ns;
  if (due_ns <= world_.now()) return;
  if (timer_ == nullptr) {
    timer_ = std::make_unique<TimedCallback>(world_.timeline(), [this] { run_what_is_due(); });
  }
  timer_->arm_at(due_ns);
}

void Rcu::run_callbacks() {
  while (!callbacks_.empty() && due(callbacks_.front())) {
    const Holding handling(world_.order(), runner_, OrderKind::handler, kCallbacks,
                           Where::in("rcu_do_batch"));
    callbacks_.pop().function();
    ++done_;
    barriers_.wake_if([this](const Waiter& waiter) {
      return static_cast<const Barrier&>(waiter).target <= done_;
    });
  }
  runner_ = nullptr;
  if (!callbacks_.empty()) wait_for_time();
}

void Rcu::barrier(Where where) {
  world_.cpu().might_sleep("rcu_barrier", where);
  world_.order().want(world_.cpu().current(), OrderKind::handler, kCallbacks, where);
  if (done_ == generation_) return;
  Barrier barrier(world_.cpu(), generation_);
  barriers_.add(barrier);
  barrier.wait(kForever, "rcu_barrier", 0, {AwaitedKind::rcu, nullptr, where});
}

void Rcu::synchronize(Where where) {
  call([] {});
  barrier(where);
}

}  // namespace drmsim::sim
