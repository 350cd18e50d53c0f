// What the driver `ring` does under which lock: right, and in the ways that deadlock one day.
//
// As in driver_spec.h: defaults are the correct choice. Keys, ranges and defaults: FORMAT.md,
// "driver".
#pragma once

#include <cstdint>

namespace drmsim::scenarios {

// Where the submission of a job does something that the timeout handler must not have to wait for.
enum class InSubmission : std::uint8_t {
  never,
  unlocked,          // before it takes the reset lock, or without
  under_reset_lock,  // which the timeout handler takes
};

// How the driver takes its ring lock and the lock of its counters, which nest.
enum class CounterLocks : std::uint8_t {
  none,      // there are none
  ordered,   // ring lock, then counters, everywhere
  inverted,  // the timeout handler, which prints the counters, takes them first
  irqs_off,  // an interrupt takes the counters; the ring lock is taken with interrupts off
  irqs_on,   // and here with interrupts on
};

struct LockHabits {
  InSubmission submit_waits = InSubmission::never;      // for the job before
  InSubmission submit_allocates = InSubmission::never;  // GFP_KERNEL
  CounterLocks counters = CounterLocks::none;

  friend bool operator==(const LockHabits&, const LockHabits&) = default;
};

}  // namespace drmsim::scenarios
