// When sleeping clients wake up: each at its own moment or, where it has slack, with another.
//
// Intuition: the timers of a CPU that goes idle, which are looked at together. Mechanism: the ends
// of all sleeps under way; a new one with slack takes the first of them that it may. Limits: who
// sleeps already is not woken later for one that comes; without another's end a sleep is not
// prolonged.
#pragma once

#include <set>

#include "sim/time.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class ClientSleeps {
 public:
  explicit ClientSleeps(sim::World& world) : world_(world) {}

  // Until end_ns, rounded up to a multiple of tick_ns (0: exact), or at most slack_ns later. Task
  // context.
  void sleep_until(sim::TimeNs end_ns, sim::TimeNs tick_ns, sim::TimeNs slack_ns);

 private:
  sim::World& world_;
  std::multiset<sim::TimeNs> ends_;  // of the sleeps under way
};

}  // namespace drmsim::scenarios
