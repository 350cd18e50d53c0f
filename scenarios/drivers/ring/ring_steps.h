// The steps of the ring driver that drivers of its kind have got wrong.
//
// Intuition: RingDriver does each step as it should be done. A defect is a small subclass of
// RingDefect, in defects/, that does one of them otherwise. Mechanism: the driver asks the
// outermost defect for each step, and whoever does not do it otherwise asks the next one inside;
// the innermost is the driver. So defects combine as scenario files like. Without any, the driver
// asks itself.
#pragma once

#include "scenarios/drivers/ring/ring_job.h"

namespace drmsim::scenarios {

class RingDriver;
class RingRecovery;

class RingSteps {
 public:
  // --- Submission. ---
  // In the ioctl, before the job exists; may sleep.
  virtual void prepare_submission() = 0;
  // What prepare_job() returns for a fence that it remembers, or null: with a reference, as long as
  // there is something to wait for.
  virtual drm::Fence* to_wait_for(drm::Fence* fence) = 0;
  // The hardware fence of this attempt, with the one reference that run_job() hands over.
  virtual drm::Fence& fence_for(RingJob& job) = 0;
  // The driver's own reference, before the interrupt can come.
  virtual void keep(drm::Fence& fence) = 0;
  // The hardware has the job.
  virtual void emitted(RingJob& job, drm::Fence& fence) = 0;

  // --- Completion. ---
  virtual void handle_fence_interrupt() = 0;
  virtual void complete(drm::Fence& fence) = 0;  // the ring has written its number
  virtual void forget(drm::Fence& fence) = 0;    // after a reset: the ring never will

  // --- Timeout: reset_lock is held. ---
  virtual drm::SchedStat recover(RingRecovery& recovery) = 0;
  // The job has finished after all, or is killed alone: the scheduler is to go on.
  virtual drm::SchedStat nothing_hangs(RingRecovery& recovery) = 0;
  virtual drm::SchedStat reset(RingRecovery& recovery) = 0;
  virtual void mark_killed(
      drm::Fence& parent) = 0;  // before the hardware is asked to kill it alone
  virtual void stop_schedulers(RingRecovery& recovery) = 0;

  // The driver goes away, and nothing is running any more.
  virtual void drop_references() = 0;

 protected:
  ~RingSteps() = default;
};

// Does every step as the next one inside.
class RingDefect : public RingSteps {
 public:
  // Both outlive it.
  RingDefect(RingDriver& driver, RingSteps& inner) : driver_(driver), inner_(inner) {}
  virtual ~RingDefect() = default;

  void prepare_submission() override { inner_.prepare_submission(); }
  drm::Fence* to_wait_for(drm::Fence* fence) override { return inner_.to_wait_for(fence); }
  drm::Fence& fence_for(RingJob& job) override { return inner_.fence_for(job); }
  void keep(drm::Fence& fence) override { inner_.keep(fence); }
  void emitted(RingJob& job, drm::Fence& fence) override { inner_.emitted(job, fence); }
  void handle_fence_interrupt() override { inner_.handle_fence_interrupt(); }
  void complete(drm::Fence& fence) override { inner_.complete(fence); }
  void forget(drm::Fence& fence) override { inner_.forget(fence); }
  drm::SchedStat recover(RingRecovery& recovery) override { return inner_.recover(recovery); }
  drm::SchedStat nothing_hangs(RingRecovery& recovery) override {
    return inner_.nothing_hangs(recovery);
  }
  drm::SchedStat reset(RingRecovery& recovery) override { return inner_.reset(recovery); }
  void mark_killed(drm::Fence& parent) override { inner_.mark_killed(parent); }
  void stop_schedulers(RingRecovery& recovery) override { inner_.stop_schedulers(recovery); }
  void drop_references() override { inner_.drop_references(); }

 protected:
  RingDriver& driver_;
  RingSteps& inner_;
};

}  // namespace drmsim::scenarios
