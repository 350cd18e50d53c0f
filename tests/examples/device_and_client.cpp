// A device, its driver, and a client that waits.
#include <cstdio>

#include "sim/completion.h"
#include "sim/event_log.h"
#include "sim/irq_line.h"
#include "sim/spinlock.h"
#include "sim/timed_event.h"
#include "sim/workqueue.h"
#include "sim/world.h"

using namespace drmsim;

// A device that takes 10 us to answer, and the driver that asks it.
class Driver {
 public:
  explicit Driver(sim::World& world)
      : irq_(world, "device"),
        device_(world.timeline(), [this] { irq_.raise(); }),
        lock_(world, "driver.lock"),
        queue_(world, "driver", sim::WorkqueueKind::ordered),
        bottom_half_(world, "done:device", "done", &Driver::done, this),
        answered_(world, "the device") {
    irq_.request([this] {
      const sim::SpinGuard guard(lock_);  // in a hard interrupt: interrupts are off
      ++answers_;
      queue_.queue(bottom_half_);
    });
  }

  void ask() {
    device_.arm_after(10'000);
    answered_.wait();
  }

 private:
  static void done(void* driver) { static_cast<Driver*>(driver)->answered_.complete(); }

  sim::IrqLine irq_;
  sim::TimedCallback device_;
  sim::SpinLock lock_;
  sim::Workqueue queue_;
  sim::Work bottom_half_;
  sim::Completion answered_;
  int answers_ = 0;
};

// Prints the event log.
class Printer : public sim::EventObserver {
 public:
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override {
    std::puts(sim::event_text(event, *names_).c_str());
  }

 private:
  const sim::Names* names_ = nullptr;
};

int main() {
  Printer printer;
  sim::World world;
  world.log().attach(printer);
  Driver driver(world);
  world.spawn_task("client", [&] {
    driver.ask();
    driver.ask();
    std::printf("%14llu  two answers\n", static_cast<unsigned long long>(world.now()));
  });
  world.run();
  for (const sim::Hazard& hazard : world.hazards().all()) std::puts(hazard.message.c_str());
  world.end();  // before what a suspended context may still refer to
  return world.hazards().empty() ? 0 : 1;
}
