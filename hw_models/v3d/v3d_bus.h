// The TLM-2.0 target socket of the V3D model: three apertures, aligned 32-bit accesses.
//
// As RegisterBus, loosely timed and without DMI, but with apertures instead of small pages, and
// without errors inside them: an access that the hardware would take is taken.
#pragma once

#include <cstdint>

#include <tlm_utils/simple_target_socket.h>
#include <systemc>
#include <tlm>

namespace drmsim::hw {

class V3dRegisterFile {
 public:
  virtual std::uint32_t read(std::uint64_t address) const = 0;
  virtual void write(std::uint64_t address, std::uint32_t value) = 0;

 protected:
  ~V3dRegisterFile() = default;
};

class V3dBus final : public sc_core::sc_module {
 public:
  tlm_utils::simple_target_socket<V3dBus> socket{"socket"};

  V3dBus(sc_core::sc_module_name name, V3dRegisterFile& file);

 private:
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);

  V3dRegisterFile& file_;
};

}  // namespace drmsim::hw
