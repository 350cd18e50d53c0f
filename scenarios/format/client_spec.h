// A client: a process that submits jobs in a loop.
//
// One cycle: submit jobs_per_cycle jobs, wait for the last one if synchronous, sleep. The shape is
// that of the kernel's own scheduler tests
// (drivers/gpu/drm/scheduler/tests/tests_scheduler.c, 6.17: struct drm_sched_client_params);
// a cycle of several steps spans rings, as a frame that is copied, computed and drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/source_location.h"
#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::scenarios {

inline constexpr std::uint64_t kEndlessCycles = UINT64_MAX;  // until ScenarioSpec::until_ns
inline constexpr std::uint32_t kNoJobLimit = UINT32_MAX;

// A part of a cycle: some jobs in a row, of one entity.
struct ClientStep {
  SourceLocation where;
  std::string name;
  NameRef entity;
  std::uint32_t jobs = 1;
  sim::Delay duration;
  std::uint32_t credits = 1;
  // Steps whose last jobs must have finished before these execute. None: the step before.
  std::optional<std::vector<NameRef>> after;

  friend bool operator==(const ClientStep&, const ClientStep&) = default;
};

// The moment at which another client has completed so many cycles.
struct StartAfter {
  NameRef client;  // empty: the beginning of the run
  std::uint64_t cycle = 1;

  friend bool operator==(const StartAfter&, const StartAfter&) = default;
};

// Numbered copies (`count`, `every`) have been expanded by the reader, and a client that names
// rings instead of an entity has got an EntitySpec of its own name; a step that does so, one
// that is called CLIENT.STEP.
struct ClientSpec {
  SourceLocation where;
  std::string name;
  NameRef entity;  // with `steps`: that of the first
  StartAfter start_after;
  sim::Delay start;  // after that
  // A cycle is these steps; without any, one step of the three members below.
  std::vector<ClientStep> steps;
  std::uint32_t jobs_per_cycle = 1;
  sim::Delay duration;  // execution time, drawn for each job
  std::uint32_t credits = 1;
  bool synchronous = true;    // wait for the last job of the cycle
  sim::Delay sleep;           // after each cycle
  sim::TimeNs period_ns = 0;  // 0: none; else cycle k starts no earlier than k periods after start
  // Ends of its sleeps: rounded up to multiples of this (0: exact), and then so much later, if
  // another client wakes up by then.
  sim::TimeNs tick_ns = 0;
  sim::TimeNs sleep_slack_ns = 0;
  sim::TimeNs deadline_ns = sim::kForever;  // of each job, after its cycle was due, or has begun
  std::uint64_t cycles = kEndlessCycles;
  std::uint32_t in_flight = kNoJobLimit;  // waits before a submission that would exceed this

  // The steps, also where there is only one, without a name.
  std::vector<ClientStep> cycle_steps() const {
    if (!steps.empty()) return steps;
    return {ClientStep{where, "", entity, jobs_per_cycle, duration, credits, std::nullopt}};
  }

  friend bool operator==(const ClientSpec&, const ClientSpec&) = default;
};

}  // namespace drmsim::scenarios
