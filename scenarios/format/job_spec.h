// Single jobs, and what can go wrong with any job.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

// Faults of one job. Each run_job of the job is an attempt, counted from 1.
struct JobFaultSpec {
  SourceLocation where;
  std::uint32_t skip_attempts = 0;    // so many go well first; the others are counted from there
  std::uint32_t hang_attempts = 0;    // the first so many attempts never complete
  std::uint32_t attempts = 1;         // the faults below strike the first so many attempts
  double probability = 1.0;           // with which all of it happens; drawn once for each job
  double slow_factor = 1.0;           // execution time is multiplied by this,
  sim::TimeNs slow_by_ns = 0;         // and then lengthened by this
  bool lost_interrupt = false;        // the sequence number is written, nobody is told
  sim::TimeNs late_interrupt_ns = 0;  // on top of the controller's latency
  // Raised so long after the job starts to execute; the first with nothing to report, the second
  // as the hardware's own report of an error.
  std::optional<sim::TimeNs> spurious_interrupt_ns;
  std::optional<sim::TimeNs> fault_interrupt_ns;
  RunJobReturns run_job_returns;

  friend bool operator==(const JobFaultSpec&, const JobFaultSpec&) = default;
};

// One job. Numbered copies (`count`, `every`) have been expanded by the reader.
struct JobSpec {
  SourceLocation where;
  std::string name;
  NameRef entity;
  NameRef process;        // that submits it, beside the entity's owner; empty: the owner
  sim::TimeNs at_ns = 0;  // when the entity's owner submits it
  sim::Delay duration;    // execution time on the engine
  std::uint32_t credits = 1;
  sim::TimeNs deadline_ns = sim::kForever;  // after its submission
  std::vector<NameRef> after;               // jobs whose finished fences it depends on
  JobFaultSpec fault;

  friend bool operator==(const JobSpec&, const JobSpec&) = default;
};

// A fault that strikes jobs by where and when they run instead of by name: the next `jobs` jobs
// that reach run_job for the first time at or after `at_ns`, on `ring` or from `entity` (or both;
// an empty name matches every ring or entity).
struct FaultSpec {
  SourceLocation where;
  NameRef ring;
  NameRef entity;
  sim::TimeNs at_ns = 0;
  std::uint32_t jobs = 1;
  JobFaultSpec fault;

  friend bool operator==(const FaultSpec&, const FaultSpec&) = default;
};

}  // namespace drmsim::scenarios
