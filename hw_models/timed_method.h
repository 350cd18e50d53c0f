// An SC_METHOD with the timed event that wakes it, both made when first needed.
//
// Intuition: most machines never delay an interrupt and never take time for a reset; they should
// not pay for the possibility, because elaborating one process costs as much as simulating ten
// jobs, and explored runs are short. Mechanism: the first arm() spawns a method process (sc_spawn)
// that is sensitive to a sim::ScTimedEvent; the function given is its body.
#pragma once

#include <functional>
#include <memory>

#include "sim/time.h"

namespace drmsim::sim {
class ScTimedEvent;
class World;
}  // namespace drmsim::sim

namespace drmsim::hw {

class TimedMethod {
 public:
  TimedMethod(sim::World& world, std::function<void()> body);
  ~TimedMethod();
  TimedMethod(const TimedMethod&) = delete;
  TimedMethod& operator=(const TimedMethod&) = delete;

  void arm_after(sim::TimeNs delay_ns);  // moves it if armed
  void disarm();
  bool armed() const;

 private:
  sim::World& world_;
  std::function<void()> body_;
  std::unique_ptr<sim::ScTimedEvent> event_;
};

}  // namespace drmsim::hw
