// A client: a process that submits jobs in a loop.
//
// One cycle: submit jobs_per_cycle jobs, wait for the last one if synchronous, sleep. The shape is
// that of the kernel's own scheduler tests
// (drivers/gpu/drm/scheduler/tests/tests_scheduler.c, 6.17: struct drm_sched_client_params).
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/source_location.h"
#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::scenarios {

inline constexpr std::uint64_t kEndlessCycles = UINT64_MAX;  // until ScenarioSpec::until_ns
inline constexpr std::uint32_t kNoJobLimit = UINT32_MAX;

// Numbered copies (`count`, `every`) have been expanded by the reader, and a client that names
// rings instead of an entity has got an EntitySpec of its own name.
struct ClientSpec {
  SourceLocation where;
  std::string name;
  NameRef entity;
  sim::Delay start;
  std::uint32_t jobs_per_cycle = 1;
  sim::Delay duration;  // execution time, drawn for each job
  std::uint32_t credits = 1;
  bool synchronous = true;    // wait for the last job of the cycle
  sim::Delay sleep;           // after each cycle
  sim::TimeNs period_ns = 0;  // 0: none; else cycle k starts no earlier than k periods after start
  std::uint64_t cycles = kEndlessCycles;
  std::uint32_t in_flight = kNoJobLimit;  // waits before a submission that would exceed this

  friend bool operator==(const ClientSpec&, const ClientSpec&) = default;
};

}  // namespace drmsim::scenarios
