// A ring's way to the memory of another platform: a TLM-2.0 initiator.
//
// Fences and semaphores are blocking transport, a transaction for each word. What a ring fetches
// packets from it reads in place: the memory has to grant DMI (get_direct_mem_ptr) for the ring
// buffer. Which addresses are memory is what the platform grants DMI for.
// Limits: transactions must not take time, and work once the simulation runs; a ring keeps the
// pointer to its buffer until its base or size is written again; a semaphore that somebody else
// writes is seen by a ring that waits for it when written() is told.
#pragma once

#include <tlm_utils/simple_initiator_socket.h>
#include <cstdint>
#include <systemc>
#include <tlm>
#include <vector>

#include "hw_models/gpu/memory_if.h"

namespace drmsim::hw {

class DmaMaster final : public sc_core::sc_module, public MemoryIf {
 public:
  // Mutable: a transaction that reads changes nothing that anybody sees.
  mutable tlm_utils::simple_initiator_socket<DmaMaster> socket{"socket"};

  explicit DmaMaster(sc_core::sc_module_name name);

  bool contains(std::uint64_t address, std::uint64_t bytes) const override;
  std::uint32_t* direct(std::uint64_t address) override;
  std::uint32_t read32(std::uint64_t address) const override;
  void write32(std::uint64_t address, std::uint32_t value) override;
  void watch(std::uint64_t address, MemoryWatch& watch) override { watches_.add(address, watch); }
  void unwatch(MemoryWatch& watch) override { watch.unlink(); }

  // The platform says that the word was written by another master.
  void written(std::uint64_t address) { watches_.tell(address); }

 private:
  const tlm::tlm_dmi* region_of(std::uint64_t address) const;
  void transport(tlm::tlm_command command, std::uint64_t address, std::uint32_t& value) const;
  void invalidate(sc_dt::uint64 first, sc_dt::uint64 last);

  mutable std::vector<tlm::tlm_dmi> regions_;  // as they were granted
  MemoryWatches watches_;
};

}  // namespace drmsim::hw
