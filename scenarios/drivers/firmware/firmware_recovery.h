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

 private:
  enum class Verdict { finished, evicted, running, unstarted, killed };
  Verdict judge();
  bool has_time_left();
  void kill_group();
  bool reset_queue();  // whether the hardware works
  void reinsert();
  void release_group();
  drm::SchedStat resume(const char* why, bool reinserted);

  FirmwareDriver& driver_;
  FirmwareJob& job_;
  std::vector<FirmwareDriver*> group_;  // with this driver
};

}  // namespace drmsim::scenarios
