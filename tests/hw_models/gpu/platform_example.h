// A ring in somebody else's SystemC platform: a memory, a processor, a bus, a wire.
#pragma once

#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>
#include <array>
#include <cstring>
#include <systemc>
#include <tlm>

#include "hw_models/gpu/dma_master.h"
#include "hw_models/gpu/irq_pin.h"
#include "hw_models/gpu/register_bus.h"
#include "hw_models/gpu/ring.h"
#include "hw_models/gpu/ring_writer.h"
#include "sim/world.h"

namespace drmsim::platform_example {

// The platform's memory: takes transactions, and grants direct access.
struct Ram : sc_core::sc_module {
  tlm_utils::simple_target_socket<Ram> socket{"socket"};
  std::array<std::uint32_t, 1024> words{};

  explicit Ram(sc_core::sc_module_name name) : sc_module(name) {
    socket.register_b_transport(this, &Ram::access);
    socket.register_get_direct_mem_ptr(this, &Ram::grant);
  }
  void access(tlm::tlm_generic_payload& payload, sc_core::sc_time&) {
    std::uint32_t& word = words[payload.get_address() / 4];
    if (payload.is_write()) std::memcpy(&word, payload.get_data_ptr(), 4);
    if (payload.is_read()) std::memcpy(payload.get_data_ptr(), &word, 4);
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
  }
  bool grant(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) {
    dmi.set_dmi_ptr(reinterpret_cast<unsigned char*>(words.data()));
    dmi.set_end_address(sizeof words - 1);
    dmi.allow_read_write();
    return payload.get_address() < sizeof words;
  }
};

// The platform's processor: an SC_THREAD that sets up the ring and submits a job.
struct Processor : sc_core::sc_module {
  static constexpr std::uint32_t kBuffer = 0, kDwords = 64, kFence = 256;  // in the memory
  tlm_utils::simple_initiator_socket<Processor> socket{"socket"};
  sc_core::sc_in<bool> interrupt{"interrupt"};
  Ram& ram;
  sc_core::sc_time done;

  Processor(sc_core::sc_module_name name, Ram& memory) : sc_module(name), ram(memory) {
    SC_HAS_PROCESS(Processor);
    SC_THREAD(submit);
  }
  void write_register(std::uint64_t address, std::uint32_t value) {
    tlm::tlm_generic_payload payload;
    payload.set_write();
    payload.set_address(address);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
    payload.set_data_length(4);
    payload.set_streaming_width(4);
    sc_core::sc_time delay;
    socket->b_transport(payload, delay);
  }
  void submit() {
    write_register(offsetof(hw::RingRegisters, base_lo), kBuffer);
    write_register(offsetof(hw::RingRegisters, size), kDwords);
    write_register(offsetof(hw::RingRegisters, control), hw::ring_control::enable);
    hw::RingWriter writer(&ram.words[kBuffer / 4], kDwords);
    writer.execute(sim::JobTag{0, 1}, 10'000);  // ns
    writer.write_fence(kFence, 1, true);
    write_register(offsetof(hw::RingRegisters, wptr), writer.wptr());
    sc_core::wait(interrupt.posedge_event());
    done = sc_core::sc_time_stamp();
  }
};

// What belongs to it: `world` first, which the models live on.
struct Platform {
  sim::World world;
  hw::FaultPlan faults;
  hw::Engine engine{"engine", world, {}};
  hw::DelayLine delays{"delays", world};
  hw::InterruptController interrupts{"interrupts", world, delays};
  sim::IrqLine fence_line{world, "fence"}, error_line{world, "error"};
  hw::DmaMaster dma{"dma"};
  hw::Ring ring{"ring",
                world,
                "ring",
                {engine, dma, interrupts, interrupts.add_source("fence", fence_line, {}),
                 interrupts.add_source("error", error_line, {}), faults, delays}};
  hw::RegisterBus registers{"registers"};
  hw::IrqPin pin{"pin", fence_line};
  sc_core::sc_signal<bool> wire{"wire"};
  Ram ram{"ram"};
  Processor processor{"processor", ram};

  Platform() {
    registers.map(ring);  // at address 0
    dma.socket.bind(ram.socket);
    processor.socket.bind(registers.socket);
    processor.interrupt.bind(wire);
    pin.pin.bind(wire);
  }
  ~Platform() { world.end(); }
};

}  // namespace drmsim::platform_example
