// The result of a run, as plain values: what the table, the JSON file and the expectations are made
// of.
//
// Nothing here refers to the machine, which may be gone. Names are text, lists are in file order.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "scenarios/format/source_location.h"
#include "sim/hazard.h"
#include "sim/time.h"

namespace drmsim::scenarios {

class RunStatistics;

struct DurationSummary {
  std::uint64_t count = 0;
  sim::TimeNs min_ns = 0;
  sim::TimeNs mean_ns = 0;
  sim::TimeNs p50_ns = 0;
  sim::TimeNs p99_ns = 0;
  sim::TimeNs max_ns = 0;
};

struct RingReport {
  std::string name;
  std::string engine;
  double engine_share = 0;  // the part of its engine's capacity that executed its jobs
  double busy = 0;          // part of virtual time in which it has a job on its engine
  std::uint64_t jobs = 0;   // completed on it
  std::uint64_t timeouts = 0;
  std::uint64_t resets = 0;
  std::uint64_t evictions = 0;      // of its queue, by the firmware
  DurationSummary dependency_wait;  // push to ready
  DurationSummary wait;             // ready to the first start
  DurationSummary execution;
};

struct EngineReport {
  std::string name;
  std::uint32_t width = 1;         // jobs executed at once
  double busy = 0;                 // the part of its capacity that executed jobs
  std::vector<std::string> rings;  // that it serves, in file order
};

// A [[fault]], and what became of it.
struct FaultReport {
  SourceLocation where;
  std::string job;     // empty: any
  std::string ring;    // empty: any
  std::string entity;  // empty: any
  sim::TimeNs at_ns = 0;
  std::uint64_t met = 0;     // jobs that it could have struck
  std::uint64_t struck = 0;  // of these
};

struct ClientReport {
  std::string name;
  std::uint64_t jobs = 0;  // finished
  std::uint64_t errors = 0;
  std::uint64_t deadlines = 0;         // jobs that had one
  std::uint64_t missed_deadlines = 0;  // of these
  sim::TimeNs elapsed_ns = 0;          // from its first push to the end of its last job
  double share = 0;                    // of the execution time of all jobs in that time
  sim::TimeNs starved_max_ns = 0;      // the longest with a ready job and none that executed
  std::uint64_t cycles = 0;
  double cycles_per_second = 0;  // of its elapsed time
  DurationSummary cycle;
  DurationSummary dependency_wait;
  DurationSummary wait;
  DurationSummary latency;  // push to the finished fence
};

struct ErrorReport {
  int error = 0;  // positive errno
  std::uint64_t jobs = 0;
};

struct HazardReport {
  sim::HazardKind kind{};
  sim::TimeNs time_ns = 0;
  std::string context;  // "hardware" outside every CPU context
  // The place in the code; empty: none is known. Identity: see sim::Hazard.
  std::string function;
  std::string file;
  int line = 0;
  std::string object;  // the kind of object
  std::string other_context;
  std::string release;  // of the kernel whose own code the place is in
  std::string identity;
  bool message_only = false;  // kernel code said so itself, and goes on
  std::string message;
  std::vector<std::string> story;
  bool expected = false;
  std::vector<sim::WaitLine> waits;  // of a stall; the story says the same
};

struct UnfinishedReport {
  std::string job;
  sim::TimeNs pushed_ns = 0;
  bool expected = false;
  std::string state;               // how far it came, for the identity: "never run"
  std::vector<std::string> story;  // push, attempts, timeouts
};

// A job that was not submitted.
struct RefusedReport {
  std::string job;
  std::string reason;  // of the event `refused`
};

// How a job ended that [expect] asks about.
struct FinishReport {
  bool finished = false;
  int error = 0;            // positive errno, or 0
  std::uint64_t order = 0;  // among all finished fences, from 1
  bool refused = false;     // it was not submitted
};

// What a file asks for and did not come to pass, without being a mistake.
struct RunNote {
  SourceLocation where;
  std::string text;
};

// What [expect] or [always] asked for and did not get.
struct Unmet {
  SourceLocation where;
  bool always = false;  // which of the two
  std::string key;      // "ring.gfx.busy"
  std::string expected;
  std::string actual;

  std::string full_key() const { return (always ? "always." : "") + key; }
};

// Why the run ended.
enum class RunEnd : std::uint8_t {
  quiescent,  // nothing was left to do
  until,      // at its end of time; what was under way was finished
  hazard,     // the model could not go on
  max_steps,  // it was stopped, after so many steps
  time,       // what was left to do is due when virtual time has ended
};

// It was cut: what has not happened may still have been going to.
constexpr bool is_limit(RunEnd end) {
  return end == RunEnd::max_steps || end == RunEnd::time;
}

struct RunReport {
  std::string file;
  IncludedFiles included;  // where places may be as well
  std::string scenario;
  std::string summary;
  std::uint64_t seed = 0;
  RunEnd end = RunEnd::quiescent;

  sim::TimeNs virtual_time_ns = 0;
  std::uint64_t events = 0;
  std::uint64_t steps = 0;   // see `max_steps` in FORMAT.md
  std::uint64_t points = 0;  // schedule points that contexts passed
  std::uint64_t jobs = 0;    // whose finished fence signalled
  std::uint64_t errors = 0;
  std::vector<ErrorReport> errors_by_number;  // ascending
  std::uint64_t timeouts = 0;
  std::uint64_t resets = 0;
  std::uint64_t faults_struck = 0;  // jobs, by a [[fault]] or a fault of their own
  double jobs_per_second = 0;       // of virtual time

  std::vector<RingReport> rings;
  std::vector<EngineReport> engines;
  std::vector<ClientReport> clients;
  std::vector<std::string> guilty;               // entities, in the order in which they were marked
  std::map<std::string, FinishReport> finishes;  // by job
  std::vector<UnfinishedReport> unfinished;      // in order of push
  std::vector<RefusedReport> refused;            // in order of time
  std::vector<HazardReport> hazards;
  std::vector<FaultReport> faults;
  std::vector<RunNote> unused_preempts;       // scripted preemptions whose moment never came
  std::vector<RunNote> clients_that_gave_up;  // see ClientTask
  std::vector<Unmet> unmet;                   // of [expect], then of [always]

  // No hazard but expected ones, and everything as expected.
  bool as_expected() const;
};

// The part that statistics know; the rest is run_scenario()'s.
RunReport summarise(const RunStatistics& statistics, const sim::Names& names);

}  // namespace drmsim::scenarios
