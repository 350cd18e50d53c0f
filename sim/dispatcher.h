// The SystemC process that drives a World: contexts, then hardware, then time, in that order.
//
// In one instant: the ready contexts drain; the hardware settles (delta cycles); then the next
// timed event fires, and so on. Being the only process that lets time pass, it makes the order of
// everything that happens in one instant a rule of ours instead of an accident of SystemC's event
// heap.
#pragma once

#include <systemc>

#include "sim/time.h"

namespace drmsim::sim {

class World;

class Dispatcher : public sc_core::sc_module {
 public:
  Dispatcher(sc_core::sc_module_name name, World& world);
  void kick();  // run again in this instant

 private:
  static constexpr std::uint64_t kNever = ~std::uint64_t{0};
  void run();
  void advance();
  void wake_at(std::uint64_t ticks);
  std::uint64_t now_ticks() const { return simcontext_->time_stamp().value(); }

  World& world_;
  sc_core::sc_simcontext* simcontext_;
  sc_core::sc_event kicked_;
  sc_core::sc_event due_;             // the next timed event; its notification is cancelled with it
  std::uint64_t due_ticks_ = kNever;  // when due_ is notified
  bool running_ = false;
  TimeNs instant_ns_ = 0;  // in which it ran last
};

}  // namespace drmsim::sim
