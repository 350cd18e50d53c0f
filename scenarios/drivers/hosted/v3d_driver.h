// The kernel's own v3d driver: v3d_sched.c, v3d_irq.c and v3d_fence.c, on the registers of hw::V3d.
//
// A ring is one of the driver's queues and has its name: v3d_bin, v3d_render. They are one device,
// and one reset domain. Their hardware is hw::V3d: the ring of the scenario lends only its name and
// its timeout, which the driver has fixed at 500 ms. Limits: one device in a scenario; the texture
// unit, compute, cache cleaning and CPU queues are initialised and get no work.
#pragma once

#include <map>
#include <memory>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/hosted/v3d_device.h"

namespace drmsim::scenarios {

class V3dDriver final : public Driver {
 public:
  // Throws InputError as HostedDriver.
  explicit V3dDriver(const DriverContext& context);

  drm::Scheduler* make_scheduler(drm::Api& api, const drm::SchedulerArgs& args) override;
  void attach(drm::Scheduler& scheduler) override;
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override;
  const char* stays_because() const override { return "the queues of a V3D go together"; }
  void fini() override { code_.stop(*scheduler_); }

  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;

 private:
  struct Task {
    std::uint32_t list = 0;  // where its control list begins
    sim::NameId entity = 0;
    const JobFaultSpec* fault = nullptr;  // of its own; may be null
    std::uint32_t attempts = 0;
  };

  sim::World& world_;
  drm::Api& api_;
  drm::HostedCode& code_;
  const DriverSpec& spec_;
  FaultRules& faults_;
  sim::NameId name_;
  std::shared_ptr<V3dDevice> device_;
  drm::Scheduler* scheduler_ = nullptr;
  std::map<std::uint64_t, Task> tasks_;  // by JobTag::bits(); those that are not freed
};

}  // namespace drmsim::scenarios
