// An amdgpu-like driver of one ring: several jobs in flight, a sequence number written back, an
// interrupt each.
//
// run_job() writes an EXECUTE and a WRITE_FENCE packet, rings the doorbell and returns the hardware
// fence. The interrupt handler signals what the written-back number says is done. The timeout
// handler stops the schedulers, resets the ring or its whole domain, replays what was pending and
// starts them again. DriverSpec says which of the known mistakes of such drivers this one makes; by
// default none. Sources: drivers/gpu/drm/amd/amdgpu/{amdgpu_job,amdgpu_fence,amdgpu_device}.c of
// Linux 6.12; the recovery sequence of include/drm/gpu_scheduler.h, timedout_job.
#pragma once

#include <memory>
#include <optional>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/fence_slots.h"
#include "scenarios/drivers/common/hw_fence.h"
#include "scenarios/drivers/common/live_jobs.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/drivers/common/ring_port.h"
#include "scenarios/drivers/ring/ring_job.h"
#include "scenarios/drivers/ring/ring_locks.h"
#include "sim/spinlock.h"
#include "sim/timer.h"

namespace drmsim::scenarios {

class RingDriver final : public Driver, private DomainMember, private FenceAudience {
 public:
  explicit RingDriver(const DriverContext& context);

  void attach(drm::Scheduler& scheduler) override;
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override;
  const char* stays_because() const override { return nullptr; }
  void wait_for_jobs() override { live_jobs_.wait_until_none(); }
  bool can_suspend() const override { return true; }
  void stop_hardware() override;
  void fini() override;

  drm::Fence* prepare_job(drm::Job& job, drm::Entity& entity) override;
  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  void cancel_job(drm::Job& job) override;

 private:
  friend class RingRecovery;
  drm::RunJobResult emit(RingJob& job);
  drm::Fence& fence_for(RingJob& job);
  drm::Fence& new_own_fence();
  void handle_fence_interrupt();
  void handle_error_interrupt();
  void process_completed();
  void take_oldest();
  void complete(drm::Fence& fence);
  void cancel(drm::Fence& fence);
  void somebody_waits() override;
  void remember(RingJob& job, drm::Fence& fence);
  void set_last(drm::Fence* hardware, drm::Fence* finished);
  void last_is_freed(drm::Job& job);
  drm::Scheduler& scheduler() override { return *scheduler_; }
  void hardware_was_reset(bool works) override;
  void suspend() override;
  void resume() override;
  bool resubmits() const override { return spec_.resubmit; }
  void forget_fences();  // after a reset: what was in flight will never be written

  sim::World& world_;
  drm::Api& api_;
  const DriverSpec& spec_;
  RingPort port_;
  RecoveryDomain& domain_;
  FaultRules& faults_;
  sim::NameId name_;
  drm::Scheduler* scheduler_ = nullptr;
  sim::SpinLock fence_lock_;  // of all hardware fences of this ring
  std::uint64_t fence_context_;
  std::uint64_t fence_seqno_ = 0;
  FenceSlots slots_;
  RingLocks locks_;
  LiveJobs live_jobs_;
  sim::TimeNs remaining_ns_ = 0;  // of the timeout, while the device sleeps
  std::optional<sim::Timer> fallback_timer_;
  sim::SpinLock last_lock_;
  drm::Fence* last_hardware_ = nullptr;  // of the job emitted last, with references;
  drm::Fence* last_finished_ = nullptr;  // for prepare_job
};

}  // namespace drmsim::scenarios
