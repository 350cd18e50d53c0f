// A ring without its GPU: on memory of the caller's, with an engine and an interrupt controller.
#pragma once

#include <cstddef>
#include <cstdint>

#include "hw_models/gpu/delay_line.h"
#include "hw_models/gpu/engine.h"
#include "hw_models/gpu/fault_plan.h"
#include "hw_models/gpu/interrupt_controller.h"
#include "hw_models/gpu/memory_if.h"
#include "hw_models/gpu/ring.h"
#include "hw_models/gpu/ring_registers.h"
#include "hw_models/gpu/ring_writer.h"
#include "sim/irq_line.h"
#include "sim/world.h"

namespace drmsim::hw {

struct LiftedRing {
  static constexpr std::uint32_t kDwords = 64;  // of its buffer

  // buffer_address: of kDwords dwords in the memory, which the ring is enabled on.
  LiftedRing(sim::World& world, MemoryIf& ring_memory, std::uint64_t buffer_address)
      : memory(ring_memory),
        engine("engine", world, {}),
        delays("delays", world),
        interrupts("interrupts", world, delays),
        fence_line(world, "fence"),
        error_line(world, "error"),
        fence_source(interrupts.add_source("fence", fence_line, {})),
        error_source(interrupts.add_source("error", error_line, {})),
        ring("ring", world, "lifted",
             RingWiring{engine, memory, interrupts, fence_source, error_source, faults, delays}),
        writer(memory.direct(buffer_address), kDwords) {
    ring.write_register(offsetof(RingRegisters, base_lo),
                        static_cast<std::uint32_t>(buffer_address));
    ring.write_register(offsetof(RingRegisters, size), kDwords);
    ring.write_register(offsetof(RingRegisters, control), ring_control::enable);
  }

  void doorbell() { ring.write_register(offsetof(RingRegisters, wptr), writer.wptr()); }
  std::uint32_t read(std::uint32_t offset) const {
    std::uint32_t value = 0;
    ring.read_register(offset, value);
    return value;
  }

  MemoryIf& memory;
  FaultPlan faults;
  Engine engine;
  DelayLine delays;
  InterruptController interrupts;
  sim::IrqLine fence_line;
  sim::IrqLine error_line;
  std::uint32_t fence_source;
  std::uint32_t error_source;
  Ring ring;
  RingWriter writer;
};

}  // namespace drmsim::hw
