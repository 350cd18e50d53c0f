// A reset domain: rings that can be brought back to life, one by one or all together.
//
// Intuition: the reset buttons of a block of hardware, some of which stick. Mechanism: a command
// written to RESET_COMMAND takes the time configured for its kind. What is reset stands still
// meanwhile; then its rings are empty, their pointers 0, and what executed there is gone without a
// trace (no fence, no interrupt). Commands fail as often as configured: the block then did not
// acknowledge the request, and goes on as if nothing had been asked, but the time is lost.
// The end of a command that takes time raises an interrupt, if the domain has been given a source.
// Misuse, reported as hazards: a command while another is carried out, or one that does not exist.
#pragma once

#include <cstdint>
#include <vector>

#include <systemc>

#include "hw_models/gpu/delay_line.h"
#include "hw_models/gpu/gpu_config.h"
#include "hw_models/gpu/interrupt_controller.h"
#include "hw_models/gpu/register_block.h"
#include "hw_models/gpu/reset_registers.h"
#include "hw_models/gpu/resettable.h"

namespace drmsim::hw {

class ResetDomain final : public sc_core::sc_module, public RegisterBlock {
 public:
  ResetDomain(sc_core::sc_module_name name, sim::World& world, DelayLine& delays,
              const ResetDomainConfig& config);

  // Returns the ring's number in the domain. The ring outlives the domain's use.
  std::uint32_t add_ring(Resettable& ring);
  void set_interrupt(InterruptController& controller, std::uint32_t source);
  void lose_device();  // what is being carried out never ends

  bool read_register(std::uint32_t offset, std::uint32_t& value) const override;
  bool write_register(std::uint32_t offset, std::uint32_t value) override;

 private:
  struct Command {
    std::uint32_t bits = 0;
    ResetKind kind = ResetKind::none;
    std::uint32_t first_ring = 0;
    std::uint32_t end_ring = 0;
    std::uint64_t target = Resettable::kNoTarget;  // of soft recovery
    bool fails = false;
  };

  void start(std::uint32_t bits);
  bool decode(std::uint32_t bits, Command& command) const;
  const ResetBehaviour& behaviour(ResetKind kind) const;
  void finish();
  void carry_out();

  sim::World& world_;
  ResetDomainConfig config_;
  std::vector<Resettable*> rings_;
  InterruptController* interrupts_ = nullptr;
  std::uint32_t interrupt_source_ = 0;
  Command command_;  // the last one
  bool busy_ = false;
  std::uint32_t attempts_[4] = {};  // by kind
  Delayed end_;
};

}  // namespace drmsim::hw
