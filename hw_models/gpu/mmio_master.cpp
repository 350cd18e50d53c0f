#include "hw_models/gpu/mmio_master.h"

#include <fmt/format.h>

#include "sim/world.h"

namespace drmsim::hw {

MmioMaster::MmioMaster(sc_core::sc_module_name name, sim::World& world)
    : sc_module(name), world_(world) {
  payload_.set_data_length(sizeof(std::uint32_t));
  payload_.set_streaming_width(sizeof(std::uint32_t));
}

bool MmioMaster::transport(tlm::tlm_command command, std::uint64_t address, std::uint32_t& value) {
  payload_.set_command(command);
  payload_.set_address(address);
  payload_.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
  payload_.set_dmi_allowed(false);
  payload_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  sc_core::sc_time delay;
  socket->b_transport(payload_, delay);
  return payload_.is_response_ok();
}

std::uint32_t MmioMaster::read32(std::uint64_t address, sim::Where where) {
  world_.point(sim::Point::mmio, where);
  std::uint32_t value = 0;
  if (transport(tlm::TLM_READ_COMMAND, address, value)) return value;
  world_.hazards().report(
      sim::HazardKind::hardware_misuse, where, "register",
      world_.describe(fmt::format("read of register {:#x}", address), where) + ": bus error");
  return ~std::uint32_t{0};
}

void MmioMaster::write32(std::uint64_t address, std::uint32_t value, sim::Where where) {
  world_.point(sim::Point::mmio, where);
  if (transport(tlm::TLM_WRITE_COMMAND, address, value)) return;
  world_.hazards().report(
      sim::HazardKind::hardware_misuse, where, "register",
      world_.describe(fmt::format("write of {:#x} to register {:#x}", value, address), where) +
          ": bus error");
}

}  // namespace drmsim::hw
