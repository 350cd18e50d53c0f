// The CPU's bus master: turns read32() and write32() into TLM-2.0 transactions.
//
// Blocking transport with one payload that is used again and again: accesses do not overlap,
// because the targets of this bus never wait.
#pragma once

#include <tlm_utils/simple_initiator_socket.h>
#include <systemc>
#include <tlm>

#include "hw_models/gpu/mmio.h"

namespace drmsim::sim {
class World;
}

namespace drmsim::hw {

class MmioMaster final : public sc_core::sc_module, public Mmio {
 public:
  tlm_utils::simple_initiator_socket<MmioMaster> socket{"socket"};

  MmioMaster(sc_core::sc_module_name name, sim::World& world);

  std::uint32_t read32(std::uint64_t address, sim::Where where = sim::Where::here()) override;
  void write32(std::uint64_t address, std::uint32_t value,
               sim::Where where = sim::Where::here()) override;

 private:
  bool transport(tlm::tlm_command command, std::uint64_t address, std::uint32_t& value);

  sim::World& world_;
  tlm::tlm_generic_payload payload_;
};

}  // namespace drmsim::hw
