// What is to go wrong with one job. Each time that the job is handed to a ring is an attempt.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/time.h"

namespace drmsim::hw {

inline constexpr std::uint32_t kEveryAttempt = UINT32_MAX;

struct JobFaults {
  std::uint32_t skip_attempts = 0;    // so many go well first; the others are counted from there
  std::uint32_t hang_attempts = 0;    // the first so many attempts never complete
  std::uint32_t attempts = 1;         // the faults below strike the first so many attempts
  double slow_factor = 1.0;           // execution time is multiplied by this,
  sim::TimeNs slow_by_ns = 0;         // and then lengthened by this
  bool lost_interrupt = false;        // the fence is written, the interrupt never comes
  sim::TimeNs late_interrupt_ns = 0;  // on top of the controller's latency
  // So long after the job starts to execute, an interrupt of the ring comes although nothing has
  // completed.
  std::optional<sim::TimeNs> spurious_interrupt_ns;
  // So long after the job starts to execute, unless it has ended, the ring reports an error.
  std::optional<sim::TimeNs> fault_interrupt_ns;

  // Whether anything goes wrong: the numbers of attempts alone are no fault.
  bool any() const {
    return hang_attempts > 0 || slow_factor != 1.0 || slow_by_ns > 0 || lost_interrupt ||
           late_interrupt_ns > 0 || spurious_interrupt_ns.has_value() ||
           fault_interrupt_ns.has_value();
  }
  friend bool operator==(const JobFaults&, const JobFaults&) = default;
};

}  // namespace drmsim::hw
