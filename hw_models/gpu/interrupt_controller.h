// The interrupt controller: between the wires of the rings and the handlers of the CPU.
//
// Intuition: a post office; letters take time, some are held back, several to one address may go in
// one envelope.
// Mechanism: raise() sends a message that arrives after the source's latency, drawn anew for each;
// with a coalescing window it leaves at the end of the window and stands for all that were raised
// meanwhile. Where it arrives at a disabled source, it stays pending until enabled (a second one
// adds nothing); otherwise it raises the sim::IrqLine, which calls the handler. Without latency and
// window that happens inside raise().
// A source with several vectors has a line for each, and they take turns: one processor each.
// Faults: an interrupt can be lost on the way, or be late on top of its latency.
// Limits: messages of one source can overtake each other if their latencies are drawn from a range.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include <systemc>

#include "hw_models/gpu/delay_line.h"
#include "hw_models/gpu/gpu_config.h"
#include "hw_models/gpu/interrupt_registers.h"
#include "hw_models/gpu/register_block.h"
#include "sim/delay.h"
#include "sim/irq_line.h"

namespace drmsim::hw {

class InterruptController final : public sc_core::sc_module, public RegisterBlock {
 public:
  InterruptController(sc_core::sc_module_name name, sim::World& world, DelayLine& delays);

  // The line stays the caller's. Returns the number of the source; sources are enabled at power-on.
  std::uint32_t add_source(std::string_view name, sim::IrqLine& line,
                           const InterruptSourceConfig& config);

  // A further vector: the source's messages go to its lines in turn, and their handlers may run at
  // the same time, on different processors.
  void add_vector(std::uint32_t source, sim::IrqLine& line);

  void raise(std::uint32_t source);
  void raise_late(std::uint32_t source, sim::TimeNs extra_ns);  // not coalesced
  void lose(std::uint32_t source);                              // raised, but nobody will know
  void disable(std::uint32_t source) { sources_[source].enabled = false; }
  void lose_device() { lost_ = true; }  // nothing arrives any more, not even what is on its way

  bool read_register(std::uint32_t offset, std::uint32_t& value) const override;
  bool write_register(std::uint32_t offset, std::uint32_t value) override;

 private:
  struct Source {
    std::vector<sim::IrqLine*> lines;  // at least one
    sim::NameId name{};
    InterruptSourceConfig config;
    std::size_t next_line = 0;
    sim::TimeNs window_end_ns = 0;
    bool enabled = true;
    bool pending = false;
  };
  struct Message {
    explicit Message(InterruptController& controller);
    std::uint32_t source = 0;
    Delayed arrival;
  };

  void send(std::uint32_t source, sim::TimeNs delay_ns);
  void arrive(std::uint32_t source);
  static void deliver(Source& source);
  std::uint32_t mask_word(std::uint32_t word) const;
  std::uint32_t pending_word(std::uint32_t word) const;
  void set_enabled(std::uint32_t word, std::uint32_t bits, bool enabled);

  sim::World& world_;
  DelayLine& delays_;
  std::vector<Source> sources_;
  std::deque<Message> messages_;  // a deque: references stay valid; reused through idle_messages_
  std::vector<Message*> idle_messages_;
  bool lost_ = false;
};

}  // namespace drmsim::hw
