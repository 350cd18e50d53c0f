// Models outside of their GPU: a ring in a SystemC platform that knows nothing of drmsim's CPU
// side.
#include <tlm_utils/simple_initiator_socket.h>
#include <array>
#include <catch2/catch.hpp>
#include <systemc>
#include <tlm>
#include <vector>

#include "hw_models/gpu/irq_pin.h"
#include "hw_models/gpu/register_bus.h"
#include "hw_models/gpu/system_memory.h"
#include "tests/hw_models/gpu/lifted_ring.h"

namespace drmsim::hw {
namespace {

// A bus master of the other platform: an SC_THREAD that submits jobs and waits for a wire.
class ForeignMaster : public sc_core::sc_module {
 public:
  tlm_utils::simple_initiator_socket<ForeignMaster> socket{"socket"};
  sc_core::sc_in<bool> interrupt{"interrupt"};

  ForeignMaster(sc_core::sc_module_name name, sim::World& world, RingWriter writer,
                std::uint64_t fence_address)
      : sc_module(name), world_(world), writer_(writer), fence_address_(fence_address) {
    SC_HAS_PROCESS(ForeignMaster);
    SC_THREAD(submit_jobs);
  }

  tlm::tlm_response_status access(tlm::tlm_command command, std::uint64_t address,
                                  std::uint32_t& value, unsigned length = 4) {
    tlm::tlm_generic_payload payload;
    payload.set_command(command);
    payload.set_address(address);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
    payload.set_data_length(length);
    payload.set_streaming_width(length);
    sc_core::sc_time delay;
    socket->b_transport(payload, delay);
    CHECK(delay == sc_core::SC_ZERO_TIME);
    return payload.get_response_status();
  }

  std::vector<sim::TimeNs> interrupts;

 private:
  void submit_jobs() {
    for (std::uint32_t number = 1; number <= 3; ++number) {
      writer_.execute(sim::JobTag{0, number}, 1'000);
      writer_.write_fence(fence_address_, number, true);
      std::uint32_t wptr = writer_.wptr();
      CHECK(access(tlm::TLM_WRITE_COMMAND, offsetof(RingRegisters, wptr), wptr) ==
            tlm::TLM_OK_RESPONSE);
      sc_core::wait(interrupt.value_changed_event());
      interrupts.push_back(world_.now());
      std::uint32_t fence = 0;
      CHECK(access(tlm::TLM_READ_COMMAND, offsetof(RingRegisters, fence), fence) ==
            tlm::TLM_OK_RESPONSE);
      CHECK(fence == number);
    }
  }

  sim::World& world_;
  RingWriter writer_;
  std::uint64_t fence_address_;
};

TEST_CASE("lifting: a foreign SC_THREAD drives a ring through its socket and an interrupt wire",
          "[sc_thread]") {
  sim::World world;
  SystemMemory memory(1'024);
  LiftedRing lifted(world, memory, memory.allocate(LiftedRing::kDwords));
  const std::uint64_t fence_address = memory.allocate(1);
  RegisterBus registers("registers");
  CHECK(registers.map(lifted.ring) == 0);
  IrqPin irq_pin("irq_pin", lifted.fence_line);
  sc_core::sc_signal<bool> wire("wire");
  ForeignMaster master("master", world, lifted.writer, fence_address);
  master.socket.bind(registers.socket);
  master.interrupt.bind(wire);
  irq_pin.pin.bind(wire);
  world.run();
  CHECK(master.interrupts == std::vector<sim::TimeNs>{1'000, 2'000, 3'000});
  CHECK(memory.read32(fence_address) == 3);
  CHECK(world.hazards().empty());
  world.end();
}

TEST_CASE("register bus: answers what it does not support with the responses of the standard") {
  sim::World world;
  SystemMemory memory(1'024);
  LiftedRing lifted(world, memory, memory.allocate(LiftedRing::kDwords));
  const std::uint64_t fence_address = memory.allocate(1);
  RegisterBus registers("registers");
  CHECK(registers.map(lifted.ring) == 0);
  sc_core::sc_signal<bool> wire("wire");
  ForeignMaster master("master", world, lifted.writer, fence_address);
  master.socket.bind(registers.socket);
  master.interrupt.bind(wire);
  lifted.fence_line.request([] {});
  world.run();  // SystemC connects the sockets; the thread then waits for ever

  std::uint32_t value = 0;
  CHECK(master.access(tlm::TLM_READ_COMMAND, RegisterBus::kPageBytes, value) ==
        tlm::TLM_ADDRESS_ERROR_RESPONSE);
  CHECK(master.access(tlm::TLM_READ_COMMAND, sizeof(RingRegisters), value) ==
        tlm::TLM_ADDRESS_ERROR_RESPONSE);
  CHECK(master.access(tlm::TLM_WRITE_COMMAND, offsetof(RingRegisters, status), value) ==
        tlm::TLM_ADDRESS_ERROR_RESPONSE);
  CHECK(master.access(tlm::TLM_READ_COMMAND, 2, value) == tlm::TLM_BURST_ERROR_RESPONSE);
  CHECK(master.access(tlm::TLM_READ_COMMAND, 0, value, 2) == tlm::TLM_BURST_ERROR_RESPONSE);
  CHECK(master.access(tlm::TLM_IGNORE_COMMAND, 0, value) == tlm::TLM_COMMAND_ERROR_RESPONSE);

  tlm::tlm_generic_payload payload;
  std::array<unsigned char, 4> data{};
  payload.set_command(tlm::TLM_READ_COMMAND);
  payload.set_address(offsetof(RingRegisters, size));
  payload.set_data_ptr(data.data());
  payload.set_data_length(data.size());
  payload.set_streaming_width(data.size());
  CHECK(master.socket->transport_dbg(payload) == data.size());
  CHECK(data[0] == 64);

  tlm::tlm_phase phase = tlm::BEGIN_REQ;
  sc_core::sc_time delay;
  data.fill(0);
  CHECK(master.socket->nb_transport_fw(payload, phase, delay) == tlm::TLM_COMPLETED);
  CHECK(payload.is_response_ok());
  CHECK(data[0] == 64);
  tlm::tlm_dmi dmi;
  CHECK_FALSE(master.socket->get_direct_mem_ptr(payload, dmi));

  std::array<unsigned char, 4> enables{0xff, 0, 0, 0};
  payload.set_byte_enable_ptr(enables.data());
  payload.set_byte_enable_length(enables.size());
  master.socket->b_transport(payload, delay);
  CHECK(payload.get_response_status() == tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
  CHECK(master.socket->transport_dbg(payload) == 0);
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
