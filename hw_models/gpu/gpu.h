// A whole GPU: rings, engines, reset domains, interrupts and memory, as a GpuConfig says.
//
// It powers up as firmware leaves it: rings enabled on buffers of their own, interrupts of rings
// enabled, those of reset domains disabled. Its registers are behind one TLM-2.0 target socket:
//
//   hw::Gpu gpu("gpu", world, config);
//   hw::MmioMaster bus("bus", world);
//   bus.socket.bind(gpu.registers.socket);
//
// Drivers get their addresses from resources(). Register accesses work once the simulation runs, as
// SystemC connects sockets then. Destroy it before its World, after World::end().
#pragma once

#include <cstdint>
#include <deque>

#include <systemc>

#include "hw_models/gpu/delay_line.h"
#include "hw_models/gpu/device.h"
#include "hw_models/gpu/engine.h"
#include "hw_models/gpu/fault_plan.h"
#include "hw_models/gpu/gpu_config.h"
#include "hw_models/gpu/interrupt_controller.h"
#include "hw_models/gpu/register_bus.h"
#include "hw_models/gpu/reset_domain.h"
#include "hw_models/gpu/ring.h"
#include "hw_models/gpu/ring_resources.h"
#include "hw_models/gpu/system_memory.h"

namespace drmsim::hw {

class Gpu final : public sc_core::sc_module, public Device {
 public:
  RegisterBus registers{"registers"};

  Gpu(sc_core::sc_module_name name, sim::World& world, const GpuConfig& config);

  std::uint32_t ring_count() const override { return static_cast<std::uint32_t>(rings_.size()); }
  const RingResources& resources(std::uint32_t ring) const override { return resources_[ring]; }
  SystemMemory& memory() override { return memory_; }
  FaultPlan& faults() override { return faults_; }
  void inject(std::uint32_t ring, RingFault fault) override { rings_[ring].inject(fault); }
  void lose_device() override;
  bool lost() const override { return lost_; }

  Ring& ring(std::uint32_t index) { return rings_[index]; }

 private:
  void add_reset_domain(const ResetDomainConfig& config, std::uint32_t index);
  void add_ring(const RingConfig& config, std::uint32_t index);

  sim::World& world_;
  sim::NameId display_name_;
  FaultPlan faults_;
  SystemMemory memory_;
  DelayLine delays_;
  InterruptController interrupts_;
  std::uint64_t interrupt_registers_;
  std::deque<sim::IrqLine> irq_lines_;
  std::deque<Engine> engines_;
  std::deque<Ring> rings_;
  std::deque<ResetDomain> reset_domains_;
  std::deque<RingResources> resources_;
  std::deque<RingResources> domain_resources_;  // the part that the rings of a domain share
  bool lost_ = false;
};

}  // namespace drmsim::hw
