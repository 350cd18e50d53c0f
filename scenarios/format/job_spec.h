// Single jobs, and what can go wrong with any job.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hw_models/gpu/job_faults.h"
#include "scenarios/format/hardware_spec.h"
#include "scenarios/format/source_location.h"
#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::scenarios {

// What run_job hands to the scheduler.
struct RunJobReturns {
  enum class Kind : std::uint8_t {
    fence,      // a hardware fence: the normal case
    null,       // no fence and no error
    signalled,  // a fence that has signalled already
    error,      // ERR_PTR(-error)
  };
  Kind kind = Kind::fence;
  int error = 0;  // positive errno for Kind::error, else 0

  friend bool operator==(const RunJobReturns&, const RunJobReturns&) = default;
};

// Faults of one job: those of the hardware, and what the driver returns. Each run_job of the job is
// an attempt, counted from 1.
struct JobFaultSpec : hw::JobFaults {
  SourceLocation where;
  double probability = 1.0;  // with which all of it happens; drawn once for each job
  RunJobReturns run_job_returns;

  friend bool operator==(const JobFaultSpec&, const JobFaultSpec&) = default;
};

// What the moment of a submission follows from.
enum class SubmitWhen : std::uint8_t {
  at,     // time alone: what the machine does with the jobs before has no influence
  after,  // the end of a job before, as of an application that waits for its frames
};

// One job. Numbered copies (`count`, `every`) and the lines of lists have been expanded by the
// reader.
struct JobSpec {
  SourceLocation where;
  std::string name;
  NameRef entity;
  NameRef process;        // that submits it, beside the entity's owner; empty: the owner
  sim::TimeNs at_ns = 0;  // when the entity's owner submits it; with `after`: its place in order
  SubmitWhen submit = SubmitWhen::at;
  std::uint32_t depth = 1;  // with `after`: which job before it, of the same process
  sim::Delay think;         // with `after`: from the end of that
  sim::Delay duration;      // execution time on the engine
  std::uint32_t credits = 1;
  sim::TimeNs deadline_ns = sim::kForever;  // after its submission
  std::vector<NameRef> after;               // jobs whose finished fences it depends on
  JobFaultSpec fault;

  friend bool operator==(const JobSpec&, const JobSpec&) = default;
};

// A fault that strikes jobs from outside: the next `jobs` jobs that reach run_job for the first
// time at or after `at_ns`, that are called `job`, on `ring`, from `entity` (an empty name matches
// every job, ring or entity).
struct FaultSpec {
  SourceLocation where;
  NameRef job;
  NameRef ring;
  NameRef entity;
  sim::TimeNs at_ns = 0;
  std::uint32_t jobs = 1;
  JobFaultSpec fault;

  friend bool operator==(const FaultSpec&, const FaultSpec&) = default;
};

}  // namespace drmsim::scenarios
