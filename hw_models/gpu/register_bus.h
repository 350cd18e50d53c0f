// A TLM-2.0 target socket with register blocks behind it, each in a page of its own.
//
// Intuition: the register aperture (BAR) of a device. Mechanism: bits 10..0 of the address are the
// offset in a block, the bits above its number. Any number of blocks share one socket, because
// making a socket costs as much as simulating ten jobs, and runs are short. To lift a single ring
// into another platform, give it a RegisterBus of its own and bind that platform's bus to the
// socket.
// Loosely timed: a transaction completes at once and adds no delay; non-blocking transport
// completes in its first call. Accepted are aligned 32-bit accesses without byte enables; no DMI.
#pragma once

#include <cstdint>
#include <vector>

#include <systemc>
#include <tlm>

#include "hw_models/gpu/register_block.h"

namespace drmsim::hw {

class RegisterBus final : public sc_core::sc_module, private tlm::tlm_fw_transport_if<> {
 public:
  static constexpr std::uint64_t kPageBytes = 0x800;

  tlm::tlm_target_socket<32> socket{"socket"};

  explicit RegisterBus(sc_core::sc_module_name name);

  // Puts the block at the next page and returns its address. The block stays the caller's.
  std::uint64_t map(RegisterBlock& block);

  // The device has fallen off the bus: reads return all ones, writes go nowhere, both without an
  // error.
  void lose() { lost_ = true; }

 private:
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  bool get_direct_mem_ptr(tlm::tlm_generic_payload& payload, tlm::tlm_dmi& dmi) override;
  unsigned transport_dbg(tlm::tlm_generic_payload& payload) override;
  tlm::tlm_response_status access(tlm::tlm_generic_payload& payload);

  std::vector<RegisterBlock*> blocks_;
  bool lost_ = false;
};

}  // namespace drmsim::hw
