// What a picture of a run is made of, as plain values: jobs with all that happened to them, what
// each scheduler and ring did, and the moments that explain a failure.
//
// Made by TimelineRecorder while a run goes on; the writers (HTML, Perfetto, CSV) read it when
// the run is over. Nothing here refers to the machine. Lists are in the order of time, rows in the
// order in which they came to be. Memory: about 300 bytes for a job.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/event.h"
#include "sim/time.h"

namespace drmsim::timeline {

inline constexpr sim::TimeNs kNever = sim::kForever;
inline constexpr std::size_t kNone = SIZE_MAX;  // as an index

// A call of run_job.
struct RunCall {
  sim::TimeNs time_ns = 0;
  bool without_fence = false;  // NULL or ERR_PTR: the hardware was given nothing
};

// Time on an engine.
struct Execution {
  enum class End : std::uint8_t { unfinished, done, killed, reset };
  sim::TimeNs start_ns = 0;
  sim::TimeNs end_ns = kNever;  // kNever: it goes on when the run ends
  std::size_t ring = 0;
  End end = End::unfinished;
  bool hangs = false;  // it would not have ended by itself
};

// A fence that a job depends on.
struct Dependency {
  std::size_t job = kNone;  // whose fence it is; kNone: nobody's of the run
  std::uint64_t context = 0;
  std::uint64_t seqno = 0;
};

struct Job {
  std::string name;
  std::size_t entity = 0;
  std::size_t ring = 0;  // of the newest run_job; before that, where it was pushed
  std::uint64_t fence_context = 0;
  std::uint64_t fence_seqno = 0;
  sim::TimeNs pushed_ns = 0;
  sim::TimeNs ready_ns = kNever;  // kNever: a dependency has not signalled
  sim::TimeNs scheduled_ns = kNever;
  sim::TimeNs finished_ns = kNever;
  sim::TimeNs freed_ns = kNever;
  sim::TimeNs deadline_ns = kNever;
  int error = 0;  // of the finished fence: negative errno
  std::vector<Dependency> dependencies;
  std::vector<RunCall> runs;
  std::vector<Execution> executions;

  std::size_t attempts() const;  // calls of run_job that gave the hardware something
  const Execution* last_execution() const {
    return executions.empty() ? nullptr : &executions.back();
  }
};

// From the timeout handler's call to its end: a restart, or the word that nothing is wrong.
struct Recovery {
  std::size_t ring = 0;
  std::size_t job = kNone;  // that was handed to timedout_job()
  sim::TimeNs begin_ns = 0;
  sim::TimeNs stopped_ns = kNever;  // drm_sched_stop()
  sim::TimeNs end_ns = kNever;
  bool false_timeout = false;
};

struct CreditStep {
  sim::TimeNs time_ns = 0;
  std::uint32_t in_use = 0;
};

struct Ring {
  std::string name;
  std::uint64_t credit_limit = 0;  // 0: no scheduler was seen
  std::vector<CreditStep> credits;
};

// A moment worth a line across the picture.
struct Mark {
  sim::TimeNs time_ns = 0;
  sim::EventKind kind{};
  std::size_t ring = kNone;
  std::size_t entity = kNone;
  std::size_t job = kNone;
  std::string text;  // the event without its time
};

struct Interrupt {
  sim::TimeNs time_ns = 0;
  std::size_t line = 0;
  bool lost = false;
};

// What a CPU context did: the events that it emitted.
struct ContextMoment {
  sim::TimeNs time_ns = 0;
  std::size_t context = 0;
  sim::EventKind kind{};
  std::size_t job = kNone;
};

struct RunTimeline {
  sim::TimeNs end_ns = 0;  // of the last event
  std::vector<std::string> entities;
  std::vector<Ring> rings;
  std::vector<std::string> lines;     // interrupts
  std::vector<std::string> contexts;  // CPU contexts, with the hardware none
  std::vector<Job> jobs;              // in the order of pushing
  std::vector<Recovery> recoveries;
  std::vector<Mark> marks;
  std::vector<Interrupt> interrupts;
  std::vector<ContextMoment> moments;  // empty unless they were asked for
};

const char* end_text(Execution::End end);  // "reset"

}  // namespace drmsim::timeline
