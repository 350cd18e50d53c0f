// A run as signals, for the viewers of hardware engineers (GTKWave, ...): a value change dump.
//
// Source: IEEE 1364, 18.2; in the form that SystemC's sc_trace() writes. Of each ring: `busy`,
// `job` (the number of the job that has been on its engine longest, counted from 1 in order of
// pushes; 0: none), `credits` in use, `emitted` (how often run_job() gave it a job: the sequence
// numbers of an in-order ring's fences) and `completed` (the one of these that it completed last).
// Of each interrupt line: a pulse of a nanosecond. Of each client, or entity of jobs that have
// names of their own: how many of its jobs are unfinished. Limits: what changes several times in an
// instant shows as it is at the end of it; the text is kept until write(), some 10 bytes for each
// change.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/jobs/job_tag_map.h"
#include "sim/event_log.h"
#include "tools/timeline/credit_count.h"

namespace drmsim::timeline {

class Vcd : public sim::EventObserver {
 public:
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override;
  void write(std::ostream& out);  // once, when the run is over

 private:
  using Signal = std::size_t;
  struct Variable {
    std::string scope;
    std::string module;
    std::string name;
    unsigned width = 1;
    std::uint64_t value = 0;
    std::uint64_t written = 0;
    bool changed = false;  // it is on the list of these
  };
  struct Job {
    std::uint64_t number = 0;
    std::uint64_t fence = 0;  // of its latest attempt
    Signal client = 0;
    bool finished = false;
    bool freed = false;
  };
  struct Ring {
    Signal busy = 0;
    Signal job = 0;
    Signal credits = 0;
    Signal emitted = 0;
    Signal completed = 0;
    std::vector<sim::JobTag> executing;
  };

  std::string module_of(const std::string& scope, const std::string& name);
  Signal add(const std::string& scope, const std::string& module, const char* name, unsigned width);
  void set(Signal signal, std::uint64_t value);
  std::uint64_t value(Signal signal) const { return variables_[signal].value; }
  Ring& ring(sim::NameId name);
  Signal line(sim::NameId name);
  Signal client(sim::JobTag job, sim::NameId entity);
  void change(const sim::Event& event);
  void execute(Ring& ring, sim::JobTag job);
  void stop(Ring& ring, sim::JobTag job);
  void stop_all(Ring& ring);
  void show(Ring& ring);
  void forget_if_over(sim::JobTag tag, const Job& job);
  void to(sim::TimeNs now_ns);
  void write_changes();
  void write_declarations(std::ostream& out) const;

  const sim::Names* names_ = nullptr;
  std::vector<Variable> variables_;
  std::vector<Signal> changed_;
  std::vector<Signal> pulses_;  // that end a nanosecond from now
  std::map<sim::NameId, Ring> rings_;
  std::map<sim::NameId, Signal> lines_;
  std::map<sim::NameId, Signal> clients_;
  std::map<std::pair<std::string, std::string>, std::string> modules_;  // whose each is
  scenarios::JobTagMap<Job> jobs_;
  std::uint64_t pushed_ = 0;
  CreditCount credits_;
  sim::TimeNs now_ns_ = 0;
  std::string text_;
};

}  // namespace drmsim::timeline
