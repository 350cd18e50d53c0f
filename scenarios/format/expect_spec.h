// What must be true after a run: [expect] makes a scenario file a test, [always] a search for the
// schedule in which it is not.
//
// Only what is given is checked, except hazards: a run must show the kinds listed and no other, so
// a file that lists none demands a clean run. Definitions of the measured quantities: FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/source_location.h"
#include "sim/hazard.h"
#include "sim/time.h"

namespace drmsim::scenarios {

// A condition on a measured number: min <= measured <= max, where given. Both equal: exactly that.
template <class Number>
struct Bounds {
  SourceLocation where;
  std::optional<Number> min;
  std::optional<Number> max;

  bool given() const { return min.has_value() || max.has_value(); }
  bool contains(Number measured) const {
    return (!min.has_value() || measured >= *min) && (!max.has_value() || measured <= *max);
  }

  friend bool operator==(const Bounds&, const Bounds&) = default;
};

using CountBounds = Bounds<std::uint64_t>;
using TimeBounds = Bounds<sim::TimeNs>;
using RealBounds = Bounds<double>;

// How a job ends.
struct ExpectedFinish {
  enum class Kind : std::uint8_t { ok, error, unfinished, refused };
  NameRef job;
  Kind kind = Kind::ok;
  int error = 0;  // positive errno for Kind::error, else 0

  friend bool operator==(const ExpectedFinish&, const ExpectedFinish&) = default;
};

struct ExpectedHazard {
  SourceLocation where;
  sim::HazardKind kind{};

  friend bool operator==(const ExpectedHazard&, const ExpectedHazard&) = default;
};

// Conditions on the durations of one kind. A number of nothing satisfies none.
struct ExpectDurations {
  TimeBounds min, mean, p50, p99, max;

  friend bool operator==(const ExpectDurations&, const ExpectDurations&) = default;
};

// Per job: dependency_wait = push to ready, wait = ready to start on the engine; execution = start
// to completion, latency = push to finished signalled.
struct ExpectRing {
  NameRef ring;
  RealBounds busy;  // fraction of virtual time in which the ring has a job on its engine
  CountBounds jobs;
  CountBounds timeouts;
  CountBounds resets;
  CountBounds evictions;
  RealBounds engine_share;  // fraction of its engine's capacity
  ExpectDurations dependency_wait, wait;
  ExpectDurations execution;

  friend bool operator==(const ExpectRing&, const ExpectRing&) = default;
};

struct ExpectEngine {
  NameRef engine;
  RealBounds busy;  // fraction of its capacity

  friend bool operator==(const ExpectEngine&, const ExpectEngine&) = default;
};

struct ExpectClient {
  NameRef client;    // or an entity that single jobs use
  RealBounds share;  // of the execution time of all jobs in its elapsed time
  TimeBounds elapsed;
  TimeBounds starved_max;
  CountBounds jobs;
  CountBounds errors;
  CountBounds missed_deadlines;
  CountBounds cycles;
  RealBounds cycles_per_second;
  ExpectDurations cycle;  // start of a cycle to the start of its sleep
  ExpectDurations dependency_wait, wait;
  ExpectDurations latency;

  friend bool operator==(const ExpectClient&, const ExpectClient&) = default;
};

struct ExpectSpec {
  SourceLocation where;
  std::vector<ExpectedFinish> finished;        // in file order
  std::vector<NameRef> order;                  // these jobs' finished fences signal in this order
  std::optional<std::vector<NameRef>> guilty;  // exactly these entities are marked
  std::vector<ExpectedHazard> hazards;
  CountBounds jobs;            // jobs whose finished fence signalled
  CountBounds unfinished;      // jobs whose finished fence has not
  CountBounds errors;          // of `jobs`, with an error
  CountBounds timeouts;        // calls of timedout_job
  CountBounds resets;          // resets of hardware, of any scope
  CountBounds faults;          // jobs that a fault struck
  RealBounds jobs_per_second;  // per second of virtual time
  TimeBounds virtual_time;
  std::vector<ExpectRing> rings;
  std::vector<ExpectEngine> engines;
  std::vector<ExpectClient> clients;

  friend bool operator==(const ExpectSpec&, const ExpectSpec&) = default;
};

}  // namespace drmsim::scenarios
