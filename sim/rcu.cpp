#include "sim/rcu.h"

#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

void Rcu::critical_section_begins(Context& context) { context.rcu_generation_ = generation_; }

void Rcu::read_lock() {
  Context* self = world_.cpu().current();
  if (self != nullptr && self->critical_depth_++ == 0) critical_section_begins(*self);
}

void Rcu::read_unlock() {
  Context* self = world_.cpu().current();
  if (self == nullptr || world_.stopped()) return;
  DRMSIM_ASSERT(self->critical_depth_ > 0, "read_unlock has its read_lock");
  if (--self->critical_depth_ == 0) critical_section_ends();
}

bool Rcu::due(const Callback& callback) const {
  return world_.cpu().every_reader_began_after(callback.generation);
}

void Rcu::call(std::function<void()> callback) {
  callbacks_.push_back(Callback{generation_++, std::move(callback)});
  run_what_is_due();
}

void Rcu::run_what_is_due() {
  if (running_ || callbacks_.empty() || !due(callbacks_.front())) return;
  running_ = true;
  world_.cpu().spawn(world_.intern("rcu"), "rcu", ContextKind::softirq, [this] { run_callbacks(); });
}

void Rcu::run_callbacks() {
  while (!callbacks_.empty() && due(callbacks_.front())) {
    auto callback = std::move(callbacks_.front().function);
    callbacks_.pop_front();
    callback();
  }
  running_ = false;
  if (callbacks_.empty()) {
    while (!barriers_.empty()) {
      world_.cpu().wake(*barriers_.front());
      barriers_.pop_front();
    }
  }
}

void Rcu::barrier() {
  world_.cpu().might_sleep("rcu_barrier");
  while (!callbacks_.empty() || running_) {
    barriers_.push_back(world_.cpu().current());
    world_.cpu().block("rcu_barrier", 0);
  }
}

}  // namespace drmsim::sim
