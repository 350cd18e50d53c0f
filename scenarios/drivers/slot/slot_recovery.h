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

  SlotJob& job() { return *job_; }  // that timed out

  // Steps of the driver (slot_steps.h).
  drm::SchedStat recover();
  drm::SchedStat reset();
  bool finished_after_all();
  drm::SchedStat put_back();
  void set_error();  // -ETIME on its hardware fence, unless that has signalled

  bool signalled() const;      // the job's hardware or finished fence
  void wait_for_interrupts();  // until handlers that run have returned
  void retire();               // the job is done, with an error, and is freed

 private:
  bool moved_since_last_time();
  void watch();
  void blame();

  SlotDriver& driver_;
  SlotJob* job_;
  bool retired_ = false;
  SlotJob* suspect_ = nullptr;  // who is to blame
  bool moves_ = false;          // it was seen to, shortly before the reset
  DomainRecovery domain_;
};

}  // namespace drmsim::scenarios
