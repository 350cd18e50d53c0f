// The times that a job's fences carry are there, and agree with what happened.
//
// Users read them (sync_file, fdinfo, tracing), and from 7.2 on the fair policy charges an entity
// for finished minus scheduled. Mechanism: when a job is freed, its fences are compared with each
// other and with the events: a fence whose event has come has a time, which is not after the event;
// scheduled is not after finished, nor is the hardware fence, unless the job was cancelled. Where
// jobs finish out of order the kernel itself writes a time of `scheduled` that is after `finished`
// (N5 of scenarios/files/bugs): a scenario has to ask. Rule 61 of the catalogue: between the bit
// and the time of a fence there is a moment in which it has none.
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/checkers/job_checker.h"
#include "sched/api/job_inspector.h"

namespace drmsim::scenarios {

// Of one fence: of its event, 0 if that has not come; and what it carries, 0 if nothing.
struct FenceTime {
  sim::TimeNs event_ns = 0;
  sim::TimeNs timestamp_ns = 0;
};

struct JobTimes {
  sim::TimeNs pushed_ns = 0;  // the first job of the run: if at 0, a time may be 0 and be there
  FenceTime scheduled;
  FenceTime finished;
  sim::TimeNs hardware_ns = 0;  // of the hardware fence, 0 if there is none or it has none
  bool cancelled = false;       // finished with an error: perhaps before the hardware fence
};

// What is wrong with them: "its scheduled fence has no timestamp"; empty: nothing.
std::string fault_of(const JobTimes& times);

class TimestampChecker final : public JobChecker, public drm::JobInspector {
 public:
  using JobChecker::JobChecker;
  void check(const sim::Event& event, const JobLife* job) override;
  void before_free(drm::Api& api, drm::Job& job, sim::JobTag tag) override;

 private:
  sim::TimeNs first_push_ns_ = sim::kForever;
  JobLife freed_;  // the last, just before that
};

}  // namespace drmsim::scenarios
