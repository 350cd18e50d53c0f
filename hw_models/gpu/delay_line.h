// The process on which the delayed work of a device happens: late interrupts, ends of resets.
//
// Intuition: signals put in at one end come out at the other when their time has come. Mechanism: a
// Delayed is an entry of the timeline of its own; when it is due it wakes the one SC_METHOD of the
// line, which calls its function.
// Engines have processes of their own for the ends of jobs. All else shares this one, because
// elaborating a process costs as much as simulating ten jobs, and most machines delay nothing.
#pragma once

#include <functional>

#include <systemc>

#include "sim/timed_event.h"

namespace drmsim::sim {
class World;
}

namespace drmsim::hw {

class DelayLine final : public sc_core::sc_module {
 public:
  DelayLine(sc_core::sc_module_name name, sim::World& world);

 private:
  friend class Delayed;
  void on_due();  // SC_METHOD

  sim::World& world_;
  sc_core::sc_event due_event_{"due_event"};
  class Delayed* due_ = nullptr;  // one at a time: the instant settles before the next event fires
};

class Delayed final : public sim::TimedEvent {
 public:
  // The function is called in no CPU context. The line outlives the entry.
  Delayed(DelayLine& line, std::function<void()> function);
  ~Delayed() override;

  void cancel();  // also if it is due and its function has not been called yet

 private:
  friend class DelayLine;
  void fire() override;

  DelayLine& line_;
  std::function<void()> function_;
};

}  // namespace drmsim::hw
