#include "sim/irq_line.h"

#include <string>
#include <utility>

#include "sim/assert.h"

namespace drmsim::sim {

IrqLine::IrqLine(World& world, std::string_view name)
    : world_(world),
      name_(world.intern(name)),
      context_name_(world.intern("irq:" + std::string(name))),
      idle_(world, "interrupt handler") {}

void IrqLine::request(std::function<void()> handler, bool threaded) {
  handler_ = std::move(handler);
  threaded_ = threaded;
}

void IrqLine::raise() {
  world_.log().emit(EventKind::irq, name_);
  pending_ = true;
  if (!running_ && disable_depth_ == 0) start();
}

void IrqLine::start() {
  DRMSIM_ASSERT(handler_ != nullptr, "an interrupt has a handler before it is raised");
  running_ = true;
  context_ = &world_.cpu().spawn(context_name_, "irq",
                                 threaded_ ? ContextKind::task : ContextKind::hardirq,
                                 [this] { handle(); });
}

void IrqLine::handle() {
  while (pending_ && disable_depth_ == 0) {
    pending_ = false;
    handler_();
  }
  running_ = false;
  idle_.wake_up_all();
}

void IrqLine::enable() {
  DRMSIM_ASSERT(disable_depth_ > 0, "enable_irq has its disable_irq");
  if (--disable_depth_ == 0 && pending_ && !running_) start();
}

void IrqLine::disable(Where where) {
  disable_nosync();
  synchronize(where);
}

void IrqLine::synchronize(Where where) {
  if (running_ && context_ == world_.cpu().current()) {
    world_.hazards().fatal(HazardKind::self_wait,
                           world_.describe("synchronize_irq", where) +
                               " waits for the interrupt handler that calls it");
  }
  idle_.wait_event([this] { return !running_; }, where);
}

}  // namespace drmsim::sim
