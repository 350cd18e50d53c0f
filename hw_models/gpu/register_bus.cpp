#include "hw_models/gpu/register_bus.h"

#include <cstring>

namespace drmsim::hw {

RegisterBus::RegisterBus(sc_core::sc_module_name name) : sc_module(name) {
  socket.bind(*this);
}

std::uint64_t RegisterBus::map(RegisterBlock& block) {
  blocks_.push_back(&block);
  return (blocks_.size() - 1) * kPageBytes;
}

tlm::tlm_response_status RegisterBus::access(tlm::tlm_generic_payload& payload) {
  const std::uint64_t address = payload.get_address();
  if (payload.get_byte_enable_ptr() != nullptr) return tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE;
  if (payload.get_data_length() != sizeof(std::uint32_t) || address % sizeof(std::uint32_t) != 0 ||
      payload.get_streaming_width() < sizeof(std::uint32_t)) {
    return tlm::TLM_BURST_ERROR_RESPONSE;
  }
  if (payload.is_read() == payload.is_write()) return tlm::TLM_COMMAND_ERROR_RESPONSE;

  std::uint32_t value = 0;
  if (lost_) {
    if (payload.is_read()) std::memset(payload.get_data_ptr(), 0xff, sizeof value);
    return tlm::TLM_OK_RESPONSE;
  }
  const std::uint64_t page = address / kPageBytes;
  if (page >= blocks_.size()) return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  const auto offset = static_cast<std::uint32_t>(address % kPageBytes);
  if (payload.is_write()) {
    std::memcpy(&value, payload.get_data_ptr(), sizeof value);
    return blocks_[page]->write_register(offset, value) ? tlm::TLM_OK_RESPONSE
                                                        : tlm::TLM_ADDRESS_ERROR_RESPONSE;
  }
  if (!blocks_[page]->read_register(offset, value)) return tlm::TLM_ADDRESS_ERROR_RESPONSE;
  std::memcpy(payload.get_data_ptr(), &value, sizeof value);
  return tlm::TLM_OK_RESPONSE;
}

void RegisterBus::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time&) {
  payload.set_response_status(access(payload));
}

tlm::tlm_sync_enum RegisterBus::nb_transport_fw(tlm::tlm_generic_payload& payload,
                                                tlm::tlm_phase& phase, sc_core::sc_time&) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_ACCEPTED;
  payload.set_response_status(access(payload));
  return tlm::TLM_COMPLETED;
}

bool RegisterBus::get_direct_mem_ptr(tlm::tlm_generic_payload&, tlm::tlm_dmi&) {
  return false;
}

unsigned RegisterBus::transport_dbg(tlm::tlm_generic_payload& payload) {
  if (!payload.is_read() || access(payload) != tlm::TLM_OK_RESPONSE) return 0;
  return payload.get_data_length();
}

}  // namespace drmsim::hw
