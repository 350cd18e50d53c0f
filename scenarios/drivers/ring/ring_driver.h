// An amdgpu-like driver of one ring: several jobs in flight, a sequence number written back, an
// interrupt each.
//
// A driver to copy. run_job() writes an EXECUTE and a WRITE_FENCE packet, rings the doorbell and
// returns the hardware fence. The interrupt handler signals what the written-back number says is
// done. The timeout handler stops the schedulers, resets the ring or its whole domain, replays what
// was pending and starts them again.
//
// References of a hardware fence, which is where such drivers have gone wrong most often:
//
//   who holds it              takes it                     drops it
//   the scheduler             run_job() hands it over      when the job is done (s_fence->parent)
//   the driver's slots        keep(), before the doorbell  complete(), or forget() after a reset
//   the job, if embedded      fence_for(), first attempt   free_job()
//
// The known mistakes are subclasses in defects/, which the driver's options put around its steps
// (ring_steps.h). Sources: drivers/gpu/drm/amd/amdgpu/{amdgpu_job,amdgpu_fence,amdgpu_device}.c of
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
#include "scenarios/drivers/ring/defects/ring_defects.h"
#include "scenarios/drivers/ring/previous_job.h"
#include "scenarios/drivers/ring/ring_job.h"
#include "scenarios/drivers/ring/ring_steps.h"
#include "sim/spinlock.h"
#include "sim/timer.h"

namespace drmsim::scenarios {

class RingDriver final : public Driver,
                         private DomainMember,
                         private FenceAudience,
                         private RingSteps {
 public:
  explicit RingDriver(const DriverContext& context);

  void attach(drm::Scheduler& scheduler) override;
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override;
  const char* stays_because() const override { return nullptr; }
  void wait_for_jobs() override { live_jobs_.wait_until_none(); }
  bool can_suspend() const override { return true; }
  void stop_hardware() override;
  void fini() override;

  drm::OptionalCallbacks optional_callbacks() const override {
    return {spec_.prepare_job != PrepareJob::never, false};
  }
  drm::Fence* prepare_job(drm::Job& job, drm::Entity& entity) override;
  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  void cancel_job(drm::Job& job) override;

  // For recovery and defects.
  RingSteps& steps() { return defects_.outermost(); }  // what is called for each step
  sim::World& world() { return world_; }
  drm::Api& api() { return api_; }
  RecoveryDomain& domain() { return domain_; }
  bool lost() { return port_.lost(); }
  drm::Fence* take_oldest() { return slots_.take_any(); }
  void init_embedded_fence(RingJob& job);  // one reference, the job's own

 private:
  friend class RingRecovery;

  // RingSteps
  void prepare_submission() override {}
  drm::Fence* to_wait_for(drm::Fence* fence) override;
  drm::Fence& fence_for(RingJob& job) override;
  void keep(drm::Fence& fence) override;
  void emitted(RingJob& job, drm::Fence& fence) override;
  void handle_fence_interrupt() override { process_completed(); }
  void complete(drm::Fence& fence) override;
  void forget(drm::Fence& fence) override;
  drm::SchedStat recover(RingRecovery& recovery) override;
  drm::SchedStat nothing_hangs(RingRecovery& recovery) override;
  drm::SchedStat reset(RingRecovery& recovery) override;
  void mark_killed(drm::Fence& parent) override;
  void stop_schedulers(RingRecovery& recovery) override;
  void drop_references() override;

  // DomainMember
  drm::Scheduler& scheduler() override { return *scheduler_; }
  void hardware_was_reset(bool works) override;
  void suspend() override;
  void resume() override;
  bool resubmits() const override { return spec_.resubmit; }

  drm::RunJobResult emit(RingJob& job);
  drm::Fence& new_own_fence();
  void process_completed();
  void forget_fences();
  void cancel(drm::Fence& fence);
  void somebody_waits() override;

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
  LiveJobs live_jobs_;
  sim::TimeNs remaining_ns_ = 0;  // of the timeout, while the device sleeps
  std::optional<sim::Timer> fallback_timer_;
  PreviousJob previous_;  // for prepare_job
  RingDefects defects_;
};

}  // namespace drmsim::scenarios
