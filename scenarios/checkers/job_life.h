// What the event log has told of a job that is alive: the ground that the checkers stand on.
#pragma once

#include <cstdint>
#include <map>

#include "sim/event_log.h"

namespace drmsim::scenarios {

struct JobLife {
  sim::JobTag tag;
  sim::NameId entity = 0;
  sim::NameId sched = 0;
  std::uint64_t number = 0;      // in the order of pushing, over the whole run
  unsigned runs = 0;             // calls of run_job that gave the hardware something
  std::uint64_t recoveries = 0;  // steps of any recovery so far, when it was last run
  bool without_fence = false;    // the last run_job returned none
  bool scheduled = false;
  bool on_hardware = false;     // started, and neither done nor killed
  bool hardware_tells = false;  // it has started: this hardware says what it does
  bool hardware_done = false;   // of any of its runs: the fence is the same
  bool killed = false;          // by the hardware, alone
  bool dropped = false;         // its ring was reset since the hardware was given it
  bool finished = false;
};

// The jobs that were pushed and not freed yet. Events are given in order, by update().
class JobLives {
 public:
  const JobLife* find(sim::JobTag job) const;
  void update(const sim::Event& event);
  // Steps of recovery so far, of any ring: resets of several rings go together.
  std::uint64_t recoveries() const { return recoveries_; }
  const std::map<std::uint64_t, JobLife>& all() const { return lives_; }  // by JobTag::bits()
  // The firmware's queue whose place on the hardware that one waits for; 0: it has not been told to
  // wait.
  sim::NameId waits_behind(sim::NameId sched) const;

 private:
  JobLife* find_mutable(sim::JobTag job);
  void drop(sim::NameId ring);

  std::map<std::uint64_t, JobLife> lives_;
  std::map<sim::NameId, sim::NameId> waits_behind_;
  std::uint64_t pushed_ = 0;
  std::uint64_t recoveries_ = 0;
};

// Whether the first field of such an event is a job.
bool event_names_job(sim::EventKind kind);

}  // namespace drmsim::scenarios
