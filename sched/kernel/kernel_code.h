// drm::HostedCode on the code of a compiled kernel tree.
#pragma once

#include "sched/api/hosted_code.h"
#include "sched/kernel/abi/driver_code.h"

namespace drmsim::kernel {

class KernelApi;

class KernelCode final : public drm::HostedCode {
 public:
  KernelCode(KernelApi& api, const drmsim_hosted_driver& driver) : api_(api), driver_(driver) {}
  const drmsim_hosted_driver& driver() const { return driver_; }

  drm::Scheduler* init(const drm::SchedulerArgs& args, const drm::HostedSettings& settings,
                       drm::HostedHardware& hardware, sim::Where where) override;
  drm::Job& make_job(drm::Entity& entity, sim::JobTag tag, drm::ControlList list,
                     sim::Where where) override;
  sim::JobTag tag_of(drm::Job& job) const override;
  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  void stop(drm::Scheduler& scheduler) override;
  void irq(drm::Scheduler& scheduler, bool error) override;

 private:
  KernelApi& api_;
  const drmsim_hosted_driver& driver_;
};

}  // namespace drmsim::kernel
