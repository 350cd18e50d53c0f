#include "sim/irq_line.h"

#include <string>
#include <utility>

#include "sim/world.h"

namespace drmsim::sim {

IrqLine::IrqLine(World& world, std::string_view name)
    : world_(world),
      name_(world.intern(name)),
      context_name_(world.intern("irq:" + std::string(name))) {}

IrqLine::~IrqLine() {
  if (context_ == nullptr) return;
  world_.hazards().report_last(
      HazardKind::use_after_free, Where::here(), "interrupt line",
      "interrupt line " + world_.names().text(name_) + " is destroyed while its handler runs");
}

void IrqLine::request(std::function<void()> handler, bool threaded) {
  handler_ = std::move(handler);
  threaded_ = threaded;
  start_if_due();
}

void IrqLine::raise() {
  world_.log().emit(EventKind::irq, name_);
  pending_ = true;
  start_if_due();
}

void IrqLine::start_if_due() {
  if (context_ != nullptr || !deliverable()) return;
  context_ = &world_.cpu().spawn(context_name_, "irq",
                                 threaded_ ? ContextKind::task : ContextKind::hardirq,
                                 [this] { handle(); });
}

void IrqLine::handle() {
  while (deliverable()) {
    pending_ = false;
    const Holding handling(world_.order(), context_, OrderKind::handler, order_name(),
                           Where::in("handle_irq_event"));
    const QuarantineHold hold(world_.memory());
    handler_();
  }
  context_ = nullptr;
  finished_.wake_all();
}

const char* IrqLine::order_name() const {
  return world_.names().text(context_name_).c_str();
}

void IrqLine::enable(Where where) {
  if (disable_depth_ == 0) {
    world_.hazards().report(HazardKind::warning, where, "interrupt line",
                            world_.describe("enable_irq of " + world_.names().text(name_), where) +
                                ": unbalanced, the line is not disabled");
    return;
  }
  --disable_depth_;
  start_if_due();
}

void IrqLine::disable(Where where) {
  disable_nosync();
  synchronize(where);
}

void IrqLine::synchronize(Where where) {
  Cpu& cpu = world_.cpu();
  cpu.might_sleep("synchronize_irq", where);
  if (context_ != cpu.current() || context_ == nullptr) {
    world_.order().want(cpu.current(), OrderKind::handler, order_name(), where);
  }
  if (context_ == nullptr) return;
  if (context_ == cpu.current()) {
    world_.hazards().fatal(HazardKind::self_wait, where, "interrupt line",
                           world_.describe("synchronize_irq", where) +
                               " waits for the interrupt handler that calls it");
    return;
  }
  Waiter waiter(cpu);
  finished_.add(waiter);
  waiter.wait(kForever, "interrupt handler", name_, {AwaitedKind::handler, context_, where});
}

}  // namespace drmsim::sim
