// One V3D for all the queues of a scenario that name it: the model, its bus, its interrupt.
//
// What the kernel's v3d code asks of hardware (drm::HostedHardware) goes to the registers of
// hw::V3d; the interrupt goes to the handler that the code has registered. A reset takes the
// `full_reset_time` of the queues' reset domain.
#pragma once

#include <cstdint>

#include "hw_models/gpu/mmio_master.h"
#include "hw_models/v3d/v3d.h"
#include "scenarios/drivers/common/driver.h"
#include "sched/api/hosted_code.h"

namespace drmsim::scenarios {

class V3dDevice final : public drm::HostedHardware {
 public:
  V3dDevice(const DriverContext& context, drm::HostedCode& code);

  hw::V3d& model() { return model_; }
  void serve(drm::Scheduler& scheduler) { scheduler_ = &scheduler; }  // any of its queues
  std::uint32_t resets() const { return resets_; }

  void synchronize_irq() override { model_.core_irq().synchronize(); }
  void reset() override;  // the bridge holds it in reset meanwhile
  std::uint32_t read32(std::uint64_t address) override { return bus_.read32(address); }
  void write32(std::uint64_t address, std::uint32_t value) override {
    bus_.write32(address, value);
  }

 private:
  sim::World& world_;
  sim::TimeNs reset_time_ns_;
  hw::V3d model_;
  hw::MmioMaster bus_;
  drm::Scheduler* scheduler_ = nullptr;
  std::uint32_t resets_ = 0;
};

}  // namespace drmsim::scenarios
