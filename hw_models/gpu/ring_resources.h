// All that a driver needs to know of a ring: its addresses, its memory, its interrupts.
//
// What a probe function gets from the bus. Everything it points to belongs to the Gpu.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/irq_line.h"

namespace drmsim::hw {

struct RingResources {
  std::uint64_t registers = 0;      // address of its RingRegisters
  std::uint32_t* buffer = nullptr;  // the ring buffer, for RingWriter
  std::uint32_t size_dwords = 0;
  std::uint64_t fence_address = 0;       // a word of memory for WRITE_FENCE, 0 at power-on
  const std::uint32_t* fence = nullptr;  // the same word, to be read without a register access
  // Raised by WRITE_FENCE with kFlagInterrupt: the one, or all of its vectors, which take turns.
  sim::IrqLine* fence_irq = nullptr;
  std::vector<sim::IrqLine*> fence_irqs;
  sim::IrqLine* error_irq = nullptr;  // raised when the ring reports an error

  std::uint64_t interrupt_registers = 0;  // address of the InterruptRegisters
  std::uint32_t fence_source = 0;         // its bits there
  std::uint32_t error_source = 0;

  std::uint64_t reset_registers = 0;  // address of its domain's ResetRegisters
  std::uint32_t reset_ring = 0;       // its number there
  sim::IrqLine* reset_irq = nullptr;  // raised when a reset that took time is over
  std::uint32_t reset_source = 0;     // its bit at the interrupt controller; disabled at power-on
};

}  // namespace drmsim::hw
