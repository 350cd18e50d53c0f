// The steps of the firmware driver that drivers of its kind have got wrong.
//
// As ring_steps.h: FirmwareDriver does each as it should be done; a defect is a subclass of
// FirmwareDefect, in defects/, that does one of them otherwise.
#pragma once

#include "scenarios/drivers/firmware/firmware_job.h"

namespace drmsim::scenarios {

class FirmwareDriver;
class FirmwareRecovery;

class FirmwareSteps {
 public:
  // Nobody is left who has submitted to the queue, and there are jobs. Task context; may sleep.
  virtual void owner_gone() = 0;
  // A job is there, and the queue has no place on the hardware. With the device's lock held.
  virtual void suspend_timeout() = 0;
  // A job of a killed queue ends. With the device's lock held, in process context.
  virtual void cancel_in_flight(drm::Fence& fence) = 0;

  // --- Timeout: reset_lock is held, the schedulers of the group are stopped. ---
  virtual bool waits_for_place(FirmwareRecovery& recovery) = 0;
  virtual drm::SchedStat had_finished(FirmwareRecovery& recovery) = 0;
  virtual drm::SchedStat has_not_begun(FirmwareRecovery& recovery) = 0;
  virtual drm::SchedStat group_killed(FirmwareRecovery& recovery) = 0;

 protected:
  ~FirmwareSteps() = default;
};

// Does every step as the next one inside.
class FirmwareDefect : public FirmwareSteps {
 public:
  // Both outlive it.
  FirmwareDefect(FirmwareDriver& driver, FirmwareSteps& inner) : driver_(driver), inner_(inner) {}
  virtual ~FirmwareDefect() = default;

  void owner_gone() override { inner_.owner_gone(); }
  void suspend_timeout() override { inner_.suspend_timeout(); }
  void cancel_in_flight(drm::Fence& fence) override { inner_.cancel_in_flight(fence); }
  bool waits_for_place(FirmwareRecovery& recovery) override {
    return inner_.waits_for_place(recovery);
  }
  drm::SchedStat had_finished(FirmwareRecovery& recovery) override {
    return inner_.had_finished(recovery);
  }
  drm::SchedStat has_not_begun(FirmwareRecovery& recovery) override {
    return inner_.has_not_begun(recovery);
  }
  drm::SchedStat group_killed(FirmwareRecovery& recovery) override {
    return inner_.group_killed(recovery);
  }

 protected:
  FirmwareDriver& driver_;
  FirmwareSteps& inner_;
};

}  // namespace drmsim::scenarios
