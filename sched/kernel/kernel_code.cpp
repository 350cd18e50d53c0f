#include "sched/kernel/kernel_code.h"

#include "sched/kernel/kernel_api.h"

namespace drmsim::kernel {
namespace {

drmsim_hosted_hw table_of(drm::HostedHardware& hardware) {
  drmsim_hosted_hw table{};
  table.self = &hardware;
  table.start = [](void* self, drm_sched_job* job) {
    static_cast<drm::HostedHardware*>(self)->start(handle(job));
  };
  table.mask_irq = [](void* self) { static_cast<drm::HostedHardware*>(self)->mask_irq(); };
  table.synchronize_irq = [](void* self) {
    static_cast<drm::HostedHardware*>(self)->synchronize_irq();
  };
  table.reset = [](void* self) { static_cast<drm::HostedHardware*>(self)->reset(); };
  table.resume = [](void* self) { return static_cast<drm::HostedHardware*>(self)->resume(); };
  table.read32 = [](void* self, unsigned long address) {
    return static_cast<drm::HostedHardware*>(self)->read32(address);
  };
  table.write32 = [](void* self, unsigned long address, unsigned value) {
    static_cast<drm::HostedHardware*>(self)->write32(address, value);
  };
  return table;
}

}  // namespace

drm::Scheduler* KernelCode::init(const drm::SchedulerArgs& args,
                                 const drm::HostedSettings& settings, drm::HostedHardware& hardware,
                                 sim::Where where) {
  drmsim_hosted_args given{};
  given.hw = table_of(hardware);
  given.max_error_tasks = settings.max_error_tasks;
  return api_.init_hosted(driver_, args, given, where);
}

drm::Job& KernelCode::make_job(drm::Entity& entity, sim::JobTag tag, drm::ControlList list,
                               sim::Where where) {
  return api_.make_hosted_job(entity, tag, list, where);
}

sim::JobTag KernelCode::tag_of(drm::Job& job) const {
  return api_.tag_of(job);
}

drm::RunJobResult KernelCode::run_job(drm::Job& job) {
  int error = 0;
  dma_fence* fence = driver_.run_job(kernel_of(job), &error);
  if (error != 0) return drm::RunJobResult::failed(-error);
  return fence == nullptr ? drm::RunJobResult::nothing()
                          : drm::RunJobResult::hardware_fence(handle(fence));
}

drm::SchedStat KernelCode::timedout_job(drm::Job& job) {
  switch (driver_.timedout_job(kernel_of(job))) {
    case DRMSIM_STAT_ENODEV:
      return drm::SchedStat::enodev;
    case DRMSIM_STAT_NO_HANG:
      return drm::SchedStat::no_hang;
    default:
      return drm::SchedStat::nominal;
  }
}

void KernelCode::free_job(drm::Job& job) {
  driver_.free_job(kernel_of(job));
}

void KernelCode::stop(drm::Scheduler& scheduler) {
  if (driver_.stop != nullptr) driver_.stop(kernel_of(scheduler));
}

void KernelCode::irq(drm::Scheduler& scheduler, bool error) {
  driver_.irq(kernel_of(scheduler), error ? 1 : 0);
}

}  // namespace drmsim::kernel
