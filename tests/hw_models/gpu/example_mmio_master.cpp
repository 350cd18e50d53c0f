// A driver's accesses on a bus of another platform: any TLM-2.0 target answers them.
#include "hw_models/gpu/mmio_master.h"

#include <tlm_utils/simple_target_socket.h>
#include <cstring>

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: read32 and write32 are transactions of 32 bits, and errors are hazards") {
  struct Uart : sc_core::sc_module {
    tlm_utils::simple_target_socket<Uart> socket{"socket"};
    std::string sent;
    explicit Uart(sc_core::sc_module_name name) : sc_module(name) {
      socket.register_b_transport(this, &Uart::access);
    }
    void access(tlm::tlm_generic_payload& payload, sc_core::sc_time&) {
      CHECK(payload.get_data_length() == 4);
      std::uint32_t value = 0x60;  // the transmitter is empty
      if (payload.is_write() && payload.get_address() == 0x1000) {
        std::memcpy(&value, payload.get_data_ptr(), 4);
        sent += static_cast<char>(value);
        payload.set_response_status(tlm::TLM_OK_RESPONSE);
      } else if (payload.is_read() && payload.get_address() == 0x1014) {
        std::memcpy(payload.get_data_ptr(), &value, 4);
        payload.set_response_status(tlm::TLM_OK_RESPONSE);
      } else {
        payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
      }
    }
  };
  sim::World world;
  Uart uart("uart");
  MmioMaster bus("bus", world);
  bus.socket.bind(uart.socket);
  world.spawn_task("driver", [&] {
    for (const char c : {'o', 'k'}) {
      if ((bus.read32(0x1014) & 0x20) != 0) bus.write32(0x1000, static_cast<std::uint32_t>(c));
    }
    CHECK(world.hazards().empty());
    bus.write32(0x1014, 0);  // read only
    CHECK(bus.read32(0x1000) == ~0u);
  });
  world.run();
  CHECK(uart.sent == "ok");
  REQUIRE(world.hazards().all().size() == 2);
  CHECK_THAT(world.hazards().all()[0].message, Catch::Contains("write of 0x0 to register 0x1014"));
  CHECK(world.hazards().all()[1].kind == sim::HazardKind::hardware_misuse);
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
