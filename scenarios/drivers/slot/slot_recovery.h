// What the slot driver does about a job that timed out, or about an error of the hardware.
//
// In order: see whether the job has finished after all; whether it makes progress; reset all queues
// of the domain, with their schedulers stopped and their interrupts masked, replay and start.
#pragma once

#include "scenarios/drivers/common/domain_recovery.h"
#include "scenarios/drivers/slot/slot_job.h"

namespace drmsim::scenarios {

class SlotDriver;

class SlotRecovery {
 public:
  // job: that timed out; null: an error was reported, of whatever executes. reset_lock is held.
  SlotRecovery(SlotDriver& driver, SlotJob* job);

  drm::SchedStat recover();
  drm::SchedStat reset();

 private:
  bool finished_after_all();
  bool makes_progress();
  drm::SchedStat resume(const char* why, bool reinsert);
  void set_error();
  void retire();
  void watch();
  void blame();

  SlotDriver& driver_;
  SlotJob* job_;
  SlotJob* suspect_ = nullptr;  // who is to blame
  bool moves_ = false;          // it was seen to, shortly before the reset
  DomainRecovery domain_;
};

}  // namespace drmsim::scenarios
