// A v3d-like driver of one queue: one job on the hardware, and a pointer to it.
//
// run_job() remembers the job as the one that executes and starts it. The interrupt handler signals
// the fence of that job and forgets it. The timeout handler compares the progress register with
// what it read last time, and leaves a job alone that moves; otherwise all queues of the reset
// domain are stopped, reset together, replayed and started. DriverSpec (SlotHabits) says which of
// the known mistakes of such drivers this one makes; by default none. Its credit limit is 1.
// Sources: drivers/gpu/drm/v3d/{v3d_sched,v3d_irq,v3d_gem}.c, drivers/gpu/drm/lima/lima_sched.c,
// drivers/gpu/drm/panfrost/panfrost_job.c of Linux 6.12. Limits: fences are taken as allocated
// before submission, which none of the three does; runtime power is a count.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/hw_fence.h"
#include "scenarios/drivers/common/live_jobs.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/drivers/common/ring_port.h"
#include "scenarios/drivers/slot/slot_job.h"
#include "sim/spinlock.h"
#include "sim/work.h"
#include "sim/workqueue.h"

namespace drmsim::scenarios {

class SlotDriver final : public Driver, private DomainMember {
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

  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  void cancel_job(drm::Job& job) override;

 private:
  friend class SlotRecovery;

  // DomainMember
  drm::Scheduler& scheduler() override { return *scheduler_; }
  void quiesce() override;
  void scheduler_was_stopped() override;
  void hardware_was_reset(bool works) override;
  void suspend() override;
  void resume() override;
  bool resubmits() const override { return spec_.resubmit; }
  void schedulers_were_started() override;

  drm::RunJobResult replay_of_completed(SlotJob& job);
  drm::Fence& new_fence(SlotJob& job);
  SlotFile& file_of(drm::Entity& entity);
  void handle_interrupt();
  void take_completed();
  void take_active();
  void handle_error_interrupt();
  static void recover_work(void* driver);
  bool has_completed() const { return port_.written_fence() == emitted_; }
  void complete(SlotJob& job);
  void forget_active();
  void power_put();

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
};

}  // namespace drmsim::scenarios
