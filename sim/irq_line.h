// An interrupt as the CPU sees it: request_irq, disable_irq, synchronize_irq.
//
// A raised line starts its handler in a hardirq context of its own (or, threaded, in a kworker-like
// context that may sleep). The handler of one line never runs twice at once: raised while it runs, it runs
// once more afterwards. Raised while disabled, it runs when enabled. Where the delay and the coalescing come
// from is the interrupt controller's business (hw_models/).
// Source: kernel/irq/manage.c. Waiting for one's own handler is a self_wait hazard.
#pragma once

#include <functional>
#include <string_view>

#include "sim/wait_queue.h"

namespace drmsim::sim {

class IrqLine {
 public:
  IrqLine(World& world, std::string_view name);

  // threaded: the handler may sleep. The handler is called in context "irq:<name>", role "irq".
  void request(std::function<void()> handler, bool threaded = false);

  void raise();  // by the hardware; also from a CPU context
  void disable(Where where = Where::here());  // and waits for a running handler; may sleep
  void disable_nosync() { ++disable_depth_; }
  void enable();
  void synchronize(Where where = Where::here());  // waits for a running handler; may sleep
  bool running() const { return running_; }
  bool pending() const { return pending_; }

 private:
  void start();
  void handle();

  World& world_;
  NameId name_;
  NameId context_name_;
  std::function<void()> handler_;
  bool threaded_ = false;
  bool pending_ = false;
  bool running_ = false;
  int disable_depth_ = 0;
  const Context* context_ = nullptr;
  WaitQueue idle_;
};

}  // namespace drmsim::sim
