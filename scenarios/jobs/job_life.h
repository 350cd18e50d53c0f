// What the event log has told of one job.
//
// Limits: while a reset takes its time, what it is going to drop counts as executing.
#pragma once

#include <cstdint>

#include "sim/event.h"

namespace drmsim::scenarios {

struct JobLife {
  // The newest of push, run_job, hw_done and finished.
  enum class Phase : std::uint8_t { queued, running, completed, finished };
  // What the hardware does with it.
  enum class Hardware : std::uint8_t {
    never_begun,
    executing,  // and will end
    hanging,    // executing, and will not end, or its ring has reported an error
    completed,
    killed,           // by soft recovery
    dropped_hanging,  // by a reset; its scheduler has not been started since
    dropped_hung,     // the same; it has
    dropped,          // by a reset, before it had ended, as it would have
  };

  sim::JobTag tag;
  sim::NameId entity = 0;
  sim::NameId sched = 0;         // of the newest run_job; before that, where it was pushed
  std::uint64_t number = 0;      // in the order of pushing, over the whole run
  std::uint64_t recoveries = 0;  // steps of any recovery so far, when it was last run

  sim::TimeNs deadline_ns = sim::kForever;  // kForever: it has none
  sim::TimeNs pushed_ns = 0;
  sim::TimeNs ready_ns = 0;    // once it is
  sim::TimeNs run_ns = 0;      // the newest call of run_job
  sim::TimeNs started_ns = 0;  // the newest start on an engine
  sim::TimeNs done_ns = 0;     // the newest completion
  sim::TimeNs scheduled_ns = 0;
  sim::TimeNs finished_ns = 0;

  std::uint32_t attempts = 0;  // calls of run_job
  std::uint32_t runs = 0;      // those that gave the hardware something
  std::uint32_t starts = 0;
  std::uint32_t timeouts = 0;
  int error = 0;  // of the finished fence: negative errno, or 0

  Phase phase = Phase::queued;
  Hardware hardware = Hardware::never_begun;
  bool ready = false;  // what it depends on has signalled; it has started, whatever that did
  bool without_fence = false;  // the last run_job returned none
  bool scheduled = false;
  bool on_hardware = false;    // started, and neither done, nor killed, nor reset
  bool hardware_done = false;  // of any of its runs: the fence is the same
  bool killed = false;         // by the hardware, alone
  bool dropped = false;        // its ring was reset since the hardware was given it
  bool lost = false;           // with the device, while it executed
  bool finished = false;
  bool freed = false;

  bool executes() const { return hardware == Hardware::executing || hardware == Hardware::hanging; }
  // Nothing but the hardware keeps it from executing; true again of what a reset has dropped.
  bool could_execute() const;
};

// What such an event of a job makes of its phase.
JobLife::Phase phase_after(sim::EventKind kind, JobLife::Phase phase);
const char* phase_name(JobLife::Phase phase);
// Of a job, or null: one that has not been pushed yet has not begun.
JobLife::Hardware hardware_of(const JobLife* job);
const char* hardware_text(JobLife::Hardware hardware);  // what the hardware "has completed it"

}  // namespace drmsim::scenarios
