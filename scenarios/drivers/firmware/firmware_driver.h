// An xe- or panthor-like driver of one queue: its ring is a user's queue with a scheduler of its
// own, and a firmware below decides which queues are on the hardware.
//
// A driver to copy. run_job() writes the job into the ring, and rings the doorbell if the queue has
// a place on the hardware; otherwise it asks for one, and suspends the timeout until it has it. The
// timeout handler kills the queue of a job that hangs, with all of its group: their jobs in flight
// end with -ECANCELED, later ones are refused. Nothing is replayed, except where the hardware never
// began. The known mistakes are subclasses in defects/, which the driver's options put around its
// steps (firmware_steps.h). Sources: drivers/gpu/drm/panthor/panthor_sched.c,
// drivers/gpu/drm/xe/xe_guc_submit.c of Linux 6.12. Limits: a queue is evicted between two jobs,
// not within one.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/fence_slots.h"
#include "scenarios/drivers/common/hw_fence.h"
#include "scenarios/drivers/common/live_jobs.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/drivers/common/ring_port.h"
#include "scenarios/drivers/firmware/defects/firmware_defects.h"
#include "scenarios/drivers/firmware/firmware_device.h"
#include "scenarios/drivers/firmware/firmware_job.h"
#include "scenarios/drivers/firmware/firmware_steps.h"
#include "sim/spinlock.h"
#include "sim/work.h"
#include "sim/workqueue.h"

namespace drmsim::scenarios {

class FirmwareDriver final : public Driver,
                             private DomainMember,
                             private FirmwareQueue,
                             private FirmwareSteps {
 public:
  // Throws InputError if the rings of the domain disagree about the device.
  explicit FirmwareDriver(const DriverContext& context);

  void attach(drm::Scheduler& scheduler) override { scheduler_ = &scheduler; }
  drm::Job& make_job(drm::Entity& entity, const JobRequest& request) override;
  void entity_closed(drm::Entity& entity) override;
  const char* stays_because() const override { return nullptr; }
  void wait_for_jobs() override { live_jobs_.wait_until_none(); }
  bool shares_entities() const override { return false; }
  void wait_for_cancelled() override;
  bool can_suspend() const override { return true; }
  bool owns_timeout() const override { return true; }
  std::uint64_t evictions() const override { return evictions_; }
  void stop_hardware() override;
  void fini() override;

  drm::OptionalCallbacks optional_callbacks() const override { return {false, false}; }
  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  void cancel_job(drm::Job& job) override;

  // For recovery and defects.
  FirmwareSteps& steps() { return defects_.outermost(); }  // what is called for each step
  sim::World& world() { return world_; }
  drm::Api& api() { return api_; }
  sim::SpinLock& fence_lock() { return fence_lock_; }
  bool timeout_suspended() const { return timeout_suspended_; }
  void cancel_locked(drm::Fence& fence);  // -ECANCELED; its lock is held

 private:
  friend class FirmwareRecovery;

  // FirmwareSteps
  void owner_gone() override;
  void suspend_timeout() override;
  void cancel_in_flight(drm::Fence& fence) override;
  bool waits_for_place(FirmwareRecovery& recovery) override;
  drm::SchedStat had_finished(FirmwareRecovery& recovery) override;
  drm::SchedStat has_not_begun(FirmwareRecovery& recovery) override;
  drm::SchedStat group_killed(FirmwareRecovery& recovery) override;

  // DomainMember
  drm::Scheduler& scheduler() override { return *scheduler_; }
  void hardware_was_reset(bool works) override;
  void suspend() override;
  void resume() override;
  bool resubmits() const override { return true; }

  // FirmwareQueue
  sim::NameId name() const override { return name_; }
  bool has_jobs() const override { return slots_.emitted() != port_.written_fence(); }
  bool executes() override { return port_.executes(); }
  void bind() override;
  void stop_fetching() override;
  void go_on() override;
  void evict() override;

  void hand_to_firmware(FirmwareJob& job, drm::Fence& fence);
  drm::Fence& new_fence(FirmwareJob& job);
  void resume_timeout();
  void handle_interrupt();
  void process_completed();
  static void close_work(void* driver);
  void close_queue();
  void leave_hardware();
  void cancel_all();
  void cancel_pending(FirmwareJob* hangs);
  void cancel(drm::Fence& fence, int error);
  void forget_fences();

  sim::World& world_;
  drm::Api& api_;
  const DriverSpec& spec_;
  RingPort port_;
  RecoveryDomain& domain_;
  FaultRules& faults_;
  std::shared_ptr<FirmwareDevice> device_;
  sim::NameId name_;
  sim::TimeNs timeout_ns_;
  drm::Scheduler* scheduler_ = nullptr;
  sim::SpinLock fence_lock_;  // of all hardware fences of this queue
  std::uint64_t fence_context_;
  std::uint64_t fence_seqno_ = 0;
  FenceSlots slots_;
  LiveJobs live_jobs_;
  std::uint64_t evictions_ = 0;
  sim::Workqueue close_wq_;
  sim::Work close_work_;
  std::vector<drm::Entity*> users_;  // that have submitted, and are not closed
  // Under the device's lock:
  bool has_place_ = false;
  bool fetches_ = false;  // jobs; with a place that it is not about to lose
  bool killed_ = false;
  bool has_cancelled_ = false;  // what was in flight when the last user was closed
  bool timeout_suspended_ = false;
  sim::TimeNs remaining_ns_ = 0;  // of the suspended timeout

  FirmwareDefects defects_;
};

}  // namespace drmsim::scenarios
