// A v3d-like driver of one queue: one job on the hardware, and a pointer to it.
//
// A driver to copy. run_job() remembers the job as the one that executes and starts it. The
// interrupt handler signals the fence of that job and forgets it. The timeout handler compares the
// progress register with what it read last time, and leaves a job alone that moves; otherwise all
// queues of the reset domain are stopped, reset together, replayed and started. Its credit limit is
// 1. The known mistakes are subclasses in defects/, which the driver's options put around its steps
// (slot_steps.h). Sources: drivers/gpu/drm/v3d/{v3d_sched,v3d_irq,v3d_gem}.c,
// drivers/gpu/drm/lima/lima_sched.c, drivers/gpu/drm/panfrost/panfrost_job.c of Linux 6.12. Limits:
// fences are taken as allocated before submission, which none of the three does; runtime power is a
// count.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/hw_fence.h"
#include "scenarios/drivers/common/live_jobs.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/drivers/common/ring_port.h"
#include "scenarios/drivers/slot/defects/slot_defects.h"
#include "scenarios/drivers/slot/slot_job.h"
#include "scenarios/drivers/slot/slot_steps.h"
#include "sim/spinlock.h"
#include "sim/work.h"
#include "sim/workqueue.h"

namespace drmsim::scenarios {

class SlotDriver final : public Driver, private DomainMember, private SlotSteps {
 public:
  // Throws InputError if the ring's scheduler may have several jobs on the hardware.
  explicit SlotDriver(const DriverContext& context);

  void attach(drm::Scheduler& scheduler) override { scheduler_ = &scheduler; }
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override;
  void entity_closed(drm::Entity& entity) override;
  const char* stays_because() const override { return nullptr; }
  void wait_for_jobs() override { live_jobs_.wait_until_none(); }
  bool shares_entities() const override { return false; }
  bool can_suspend() const override { return true; }
  void stop_hardware() override;
  void fini() override;

  drm::OptionalCallbacks optional_callbacks() const override { return {false, false}; }
  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  void cancel_job(drm::Job& job) override;

  // For recovery and defects.
  SlotSteps& steps() { return defects_.outermost(); }  // what is called for each step
  sim::World& world() { return world_; }
  drm::Api& api() { return api_; }
  RingPort& port() { return port_; }
  RecoveryDomain& domain() { return domain_; }
  drm::Scheduler& scheduler() override { return *scheduler_; }
  sim::Work& recover_work() { return recover_work_; }
  void take_active();    // whatever the hardware has done, and whether it has done anything
  void forget_active();  // nothing executes any more, as far as the CPU knows
  void power_put();

 private:
  friend class SlotRecovery;

  // SlotSteps
  bool is_of_file(SlotJob& job, const SlotFile& file, drm::Entity& entity) override;
  void put_old_fence(SlotJob& job) override;
  drm::RunJobResult replay_of_completed(SlotJob& job) override;
  void handle_interrupt() override { take_completed(); }
  void end_active(drm::Fence& fence) override;
  void handle_error() override;
  void recover_from_error() override;
  drm::SchedStat recover(SlotRecovery& recovery) override;
  bool finished_after_all(SlotRecovery& recovery) override;
  drm::SchedStat had_finished(SlotRecovery& recovery) override;
  drm::SchedStat makes_progress(SlotRecovery& recovery) override;
  void hang_found(SlotRecovery& recovery) override;
  void mask_interrupts() override;
  void unmask_interrupts() override;
  bool has_completed() override { return port_.written_fence() == emitted_; }
  void restore_ring() override { port_.enable_ring(); }
  void started() override {}

  // DomainMember
  void quiesce() override { steps().mask_interrupts(); }
  void scheduler_was_stopped() override;
  void hardware_was_reset(bool works) override;
  void suspend() override;
  void resume() override;
  bool resubmits() const override { return spec_.resubmit; }
  void schedulers_were_started() override;

  drm::Fence& new_fence(SlotJob& job);
  SlotFile& file_of(drm::Entity& entity);
  void take_completed();
  void handle_error_interrupt();
  static void run_recover_work(void* driver);
  void complete(SlotJob& job);

  sim::World& world_;
  drm::Api& api_;
  const DriverSpec& spec_;
  RingPort port_;
  RecoveryDomain& domain_;
  FaultRules& faults_;
  sim::NameId name_;
  drm::Scheduler* scheduler_ = nullptr;
  sim::SpinLock fence_lock_;  // of all hardware fences of this queue
  sim::SpinLock job_lock_;    // of active_
  std::uint64_t fence_context_;
  std::uint64_t fence_seqno_ = 0;
  SlotJob* active_ = nullptr;        // what the hardware executes, as far as the CPU knows
  sim::QuarantineHold active_hold_;  // with active_, which has no reference
  SlotJob* interrupted_ = nullptr;   // what it executed when a reset began
  std::uint32_t emitted_ = 0;        // the number that the active job writes at its end
  std::uint32_t acknowledged_ = 0;   // the number that the last interrupt found
  std::vector<SlotJob*> jobs_;       // made and not freed
  LiveJobs live_jobs_;               // as many
  std::vector<SlotFile*> files_;     // open
  sim::Workqueue own_wq_;
  sim::Workqueue& recover_wq_;
  sim::Work recover_work_;
  sim::TimeNs remaining_ns_ = 0;  // of the timeout, while the device sleeps
  bool given_up_ = false;         // the hardware cannot be reset
  int power_users_ = 0;           // jobs that keep the hardware powered
  SlotDefects defects_;
};

}  // namespace drmsim::scenarios
