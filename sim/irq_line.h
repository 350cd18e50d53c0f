// An interrupt as the CPU sees it: request_irq, disable_irq, synchronize_irq.
//
// A raised line starts its handler in a hardirq context of its own (or, threaded, in a context that
// may sleep). The handler of one line never runs twice at once: raised while it runs, it runs once
// more afterwards. Raised while it is disabled, or before it has a handler, the line stays pending
// and the handler runs later, once. Where the delay and the coalescing come from is the interrupt
// controller's business (hw_models/).
// Source: kernel/irq/manage.c, kernel/irq/chip.c (handle_edge_irq()). Waiting for one's own handler
// is a self_wait hazard, an enable without its disable a warning.
#pragma once

#include <functional>
#include <string_view>

#include "sim/names.h"
#include "sim/wait_list.h"
#include "sim/where.h"

namespace drmsim::sim {

class Context;
class World;

class IrqLine {
 public:
  IrqLine(World& world, std::string_view name);
  ~IrqLine();
  IrqLine(const IrqLine&) = delete;
  IrqLine& operator=(const IrqLine&) = delete;

  // threaded: the handler may sleep. The handler is called in context "irq:<name>", role "irq".
  void request(std::function<void()> handler, bool threaded = false);

  void raise();                               // by the hardware; also from a CPU context
  void disable(Where where = Where::here());  // and waits for a running handler; may sleep
  void disable_nosync() { ++disable_depth_; }
  void enable(Where where = Where::here());
  void synchronize(Where where = Where::here());        // waits for a running handler; may sleep
  bool running() const { return context_ != nullptr; }  // or about to run
  bool pending() const { return pending_; }

 private:
  bool deliverable() const {
    return pending_ && disable_depth_ == 0 && static_cast<bool>(handler_);
  }
  void start_if_due();
  void handle();
  const char* order_name() const;

  World& world_;
  NameId name_;
  NameId context_name_;
  std::function<void()> handler_;
  bool threaded_ = false;
  bool pending_ = false;
  int disable_depth_ = 0;
  Context* context_ = nullptr;  // runs the handler
  WaitList finished_;
};

}  // namespace drmsim::sim
