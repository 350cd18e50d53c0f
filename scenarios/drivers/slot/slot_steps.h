// The steps of the slot driver that drivers of its kind have got wrong.
//
// As ring_steps.h: SlotDriver does each as it should be done; a defect is a subclass of SlotDefect,
// in defects/, that does one of them otherwise.
#pragma once

#include "scenarios/drivers/slot/slot_job.h"

namespace drmsim::scenarios {

class SlotDriver;
class SlotRecovery;

class SlotSteps {
 public:
  // --- Submission. ---
  // Whether it is a job of the file that is being closed, which was opened for the entity.
  virtual bool is_of_file(SlotJob& job, const SlotFile& file, drm::Entity& entity) = 0;
  // A job is run again: that of the attempt before, if there was one.
  virtual void put_old_fence(SlotJob& job) = 0;
  // What run_job() returns for a job whose fence has signalled.
  virtual drm::RunJobResult replay_of_completed(SlotJob& job) = 0;

  // --- Interrupts. ---
  virtual void handle_interrupt() = 0;
  virtual void end_active(drm::Fence& fence) = 0;  // the active job's; it has completed
  virtual void handle_error() = 0;                 // which the hardware reports
  virtual void recover_from_error() = 0;           // the driver's own work; reset_lock is held

  // --- Timeout and reset; reset_lock is held. ---
  virtual drm::SchedStat recover(SlotRecovery& recovery) = 0;
  virtual bool finished_after_all(SlotRecovery& recovery) = 0;
  virtual drm::SchedStat had_finished(SlotRecovery& recovery) = 0;
  virtual drm::SchedStat makes_progress(SlotRecovery& recovery) = 0;
  virtual void hang_found(SlotRecovery& recovery) = 0;  // before anything is stopped
  virtual void mask_interrupts() = 0;                   // from here on,
  virtual void unmask_interrupts() = 0;                 // to here
  virtual bool has_completed() = 0;                     // what was written when the reset struck
  virtual void restore_ring() = 0;  // it was reset, and its scheduler is stopped
  virtual void started() = 0;       // the scheduler

 protected:
  ~SlotSteps() = default;
};

// Does every step as the next one inside.
class SlotDefect : public SlotSteps {
 public:
  // Both outlive it.
  SlotDefect(SlotDriver& driver, SlotSteps& inner) : driver_(driver), inner_(inner) {}
  virtual ~SlotDefect() = default;

  bool is_of_file(SlotJob& job, const SlotFile& file, drm::Entity& entity) override {
    return inner_.is_of_file(job, file, entity);
  }
  void put_old_fence(SlotJob& job) override { inner_.put_old_fence(job); }
  drm::RunJobResult replay_of_completed(SlotJob& job) override {
    return inner_.replay_of_completed(job);
  }
  void handle_interrupt() override { inner_.handle_interrupt(); }
  void end_active(drm::Fence& fence) override { inner_.end_active(fence); }
  void handle_error() override { inner_.handle_error(); }
  void recover_from_error() override { inner_.recover_from_error(); }
  drm::SchedStat recover(SlotRecovery& recovery) override { return inner_.recover(recovery); }
  bool finished_after_all(SlotRecovery& recovery) override {
    return inner_.finished_after_all(recovery);
  }
  drm::SchedStat had_finished(SlotRecovery& recovery) override {
    return inner_.had_finished(recovery);
  }
  drm::SchedStat makes_progress(SlotRecovery& recovery) override {
    return inner_.makes_progress(recovery);
  }
  void hang_found(SlotRecovery& recovery) override { inner_.hang_found(recovery); }
  void mask_interrupts() override { inner_.mask_interrupts(); }
  void unmask_interrupts() override { inner_.unmask_interrupts(); }
  bool has_completed() override { return inner_.has_completed(); }
  void restore_ring() override { inner_.restore_ring(); }
  void started() override { inner_.started(); }

 protected:
  SlotDriver& driver_;
  SlotSteps& inner_;
};

}  // namespace drmsim::scenarios
