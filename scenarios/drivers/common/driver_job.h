// A job of one of our own drivers: the scheduler's job, what to execute, and what was tried so far.
//
// One piece of memory, as a driver's kzalloc of a structure that embeds struct drm_sched_job. Each
// driver derives from it what it keeps beside.
#pragma once

#include <cstdint>
#include <optional>

#include "scenarios/drivers/common/driver.h"
#include "sim/tracked.h"

namespace drmsim::scenarios {

class DriverJob : public sim::Tracked {
 public:
  const sim::TimeNs duration_ns;
  const std::optional<hw::EndWord> until;
  const sim::NameId entity;
  const JobFaultSpec* fault;  // may be null; before the first attempt, what it was submitted with
  unsigned attempts = 0;      // calls of run_job so far

  drm::Job& job() { return memory_.job(); }
  const drm::Job& job() const { return memory_.job(); }
  sim::JobTag tag() const { return memory_.tag(); }
  std::string label() const override;

  // Whether the faults of the scenario strike the attempt that is under way.
  bool fault_strikes() const {
    return fault != nullptr && attempts > fault->skip_attempts &&
           attempts - fault->skip_attempts <= fault->attempts;
  }
  // run_job() gives the hardware nothing: the job was cancelled, the device is lost, or a fault
  // says so. Counts the attempt unless the job was cancelled, and finds out at the first what goes
  // wrong with the job. Nothing: go on.
  std::optional<drm::RunJobResult> refused(drm::Api& api, FaultRules& rules, sim::NameId ring,
                                           bool lost);

 protected:
  DriverJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
            sim::Where where);
  static DriverJob& storage_of(drm::Job& job) {
    return static_cast<DriverJob&>(drm::JobMemory::of(job).storage());
  }

 private:
  drm::JobMemory memory_;
};

}  // namespace drmsim::scenarios
