// What the firmware driver does about a job that timed out.
//
// In order: see whether the job has finished after all; whether its queue is evicted, so that its
// time has stood still; whether the hardware never began it; otherwise kill its group. The workers
// of all schedulers of the group stand still meanwhile.
#pragma once

#include <vector>

#include "scenarios/drivers/firmware/firmware_job.h"

namespace drmsim::scenarios {

class FirmwareDriver;

class FirmwareRecovery {
 public:
  // reset_lock is held.
  FirmwareRecovery(FirmwareDriver& driver, FirmwareJob& job);

  drm::SchedStat recover();

  // Parts of the driver's steps (firmware_steps.h).
  drm::SchedStat put_back();     // nothing hangs
  drm::SchedStat reset_queue();  // and replays: the hardware is to blame
  void blame();                  // unless the job ended just before the reset
  drm::SchedStat release();      // the job is the scheduler's again, and the group goes on
  bool guilty() const { return guilty_; }
  void start_group();
  void log(const char* why);  // a false timeout

 private:
  enum class Verdict { finished, evicted, running, unstarted, killed };
  Verdict judge();
  bool has_time_left();
  void kill_group();

  FirmwareDriver& driver_;
  FirmwareJob& job_;
  std::vector<FirmwareDriver*> group_;  // with this driver
  bool guilty_ = false;                 // the job, of the end of its group
};

}  // namespace drmsim::scenarios
