#include "hw_models/v3d/v3d_bus.h"

#include <cstring>

#include "hw_models/v3d/v3d_registers.h"

namespace drmsim::hw {

V3dBus::V3dBus(sc_core::sc_module_name name, V3dRegisterFile& file) : sc_module(name), file_(file) {
  socket.register_b_transport(this, &V3dBus::b_transport);
}

void V3dBus::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time&) {
  const std::uint64_t address = payload.get_address();
  std::uint32_t value = 0;
  if (payload.get_byte_enable_ptr() != nullptr) {
    payload.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
  } else if (payload.get_data_length() != sizeof value || address % sizeof value != 0) {
    payload.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
  } else if (address >= 3 * V3dApertures::kBytes) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
  } else {
    if (payload.is_write()) {
      std::memcpy(&value, payload.get_data_ptr(), sizeof value);
      file_.write(address, value);
    } else {
      value = file_.read(address);
      std::memcpy(payload.get_data_ptr(), &value, sizeof value);
    }
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
  }
}

}  // namespace drmsim::hw
