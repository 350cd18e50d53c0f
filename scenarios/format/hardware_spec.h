// The hardware beside the rings: execution engines, reset domains, the interrupt controller.
#pragma once

#include <cstdint>
#include <string>

#include "hw_models/gpu/job_faults.h"
#include "scenarios/format/source_location.h"
#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::scenarios {

using hw::kEveryAttempt;  // a count of attempts that never ends

// What executes jobs; several rings may feed one engine.
struct EngineSpec {
  SourceLocation where;  // of the ring, if that implied it
  std::string name;
  std::uint32_t width = 1;  // jobs executed at once

  friend bool operator==(const EngineSpec&, const EngineSpec&) = default;
};

// Rings that a full reset takes down together. Times are the hardware's, during which nothing in
// the scope of the reset executes; the driver's own time is DriverSpec::reset_time_ns.
struct ResetDomainSpec {
  SourceLocation where;  // of the ring, if that implied it
  std::string name;
  sim::TimeNs ring_reset_time_ns = 0;
  sim::TimeNs full_reset_time_ns = 0;
  sim::TimeNs soft_recovery_time_ns = 0;
  std::uint32_t ring_reset_fails = 0;  // the first so many attempts fail; kEveryAttempt: all
  std::uint32_t full_reset_fails = 0;
  std::uint32_t soft_recovery_fails = 0;

  friend bool operator==(const ResetDomainSpec&, const ResetDomainSpec&) = default;
};

struct InterruptSpec {
  SourceLocation where;
  sim::Delay latency;                  // from the raised line to the handler's first instruction
  sim::TimeNs coalesce_window_ns = 0;  // interrupts of a line this close together arrive as one
  std::uint32_t cpus = 1;  // that take a ring's interrupts in turn, each with a vector of its own

  friend bool operator==(const InterruptSpec&, const InterruptSpec&) = default;
};

}  // namespace drmsim::scenarios
