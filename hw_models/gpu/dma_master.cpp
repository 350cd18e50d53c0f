#include "hw_models/gpu/dma_master.h"

#include "sim/assert.h"

namespace drmsim::hw {

DmaMaster::DmaMaster(sc_core::sc_module_name name) : sc_module(name) {
  socket.register_invalidate_direct_mem_ptr(this, &DmaMaster::invalidate);
}

void DmaMaster::invalidate(sc_dt::uint64 first, sc_dt::uint64 last) {
  std::erase_if(regions_, [&](const tlm::tlm_dmi& region) {
    return region.get_start_address() <= last && first <= region.get_end_address();
  });
}

// Null: there is no memory, or none that grants reading and writing in place.
const tlm::tlm_dmi* DmaMaster::region_of(std::uint64_t address) const {
  for (const tlm::tlm_dmi& region : regions_) {
    if (region.get_start_address() <= address && address <= region.get_end_address()) {
      return &region;
    }
  }
  tlm::tlm_generic_payload payload;
  payload.set_command(tlm::TLM_WRITE_COMMAND);
  payload.set_address(address);
  tlm::tlm_dmi region;
  if (!socket->get_direct_mem_ptr(payload, region) || !region.is_read_write_allowed()) {
    return nullptr;
  }
  return &regions_.emplace_back(region);
}

bool DmaMaster::contains(std::uint64_t address, std::uint64_t bytes) const {
  if (address % sizeof(std::uint32_t) != 0 || bytes == 0) return false;
  const tlm::tlm_dmi* const region = region_of(address);
  return region != nullptr && bytes - 1 <= region->get_end_address() - address;
}

std::uint32_t* DmaMaster::direct(std::uint64_t address) {
  const tlm::tlm_dmi* const region = region_of(address);
  DRMSIM_ASSERT(region != nullptr, "the caller has checked the address");
  return reinterpret_cast<std::uint32_t*>(region->get_dmi_ptr() +
                                          (address - region->get_start_address()));
}

void DmaMaster::transport(tlm::tlm_command command, std::uint64_t address,
                          std::uint32_t& value) const {
  tlm::tlm_generic_payload payload;
  payload.set_command(command);
  payload.set_address(address);
  payload.set_data_ptr(reinterpret_cast<unsigned char*>(&value));
  payload.set_data_length(sizeof value);
  payload.set_streaming_width(sizeof value);
  sc_core::sc_time delay;
  socket->b_transport(payload, delay);
  DRMSIM_ASSERT(payload.is_response_ok(), "memory that grants DMI takes transactions, too");
}

std::uint32_t DmaMaster::read32(std::uint64_t address) const {
  std::uint32_t value = 0;
  transport(tlm::TLM_READ_COMMAND, address, value);
  return value;
}

void DmaMaster::write32(std::uint64_t address, std::uint32_t value) {
  transport(tlm::TLM_WRITE_COMMAND, address, value);
  watches_.tell(address);
}

}  // namespace drmsim::hw
