// What the hardware does with each job, as far as the event log tells.
//
// Intuition: a witness who has stood beside the hardware the whole time. Mechanism: hw_start,
// hw_done, hw_kill and hw_reset move a job from state to state; a job is forgotten when it is
// finished and freed. Limits: while a reset takes its time, what it is going to drop counts as
// executing.
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "scenarios/checkers/event_checker.h"

namespace drmsim::scenarios {

class ExecutionView : public EventChecker {
 public:
  enum class State : std::uint8_t {
    never_begun,
    executing,  // and will end
    hanging,    // executing, and will not end, or has reported an error
    completed,
    killed,           // by soft recovery
    dropped_hanging,  // by a reset; its scheduler has not been started since
    dropped_hung,     // the same; it has
    dropped,          // by a reset, before it had ended, as it would have
  };

  using EventChecker::EventChecker;
  void on_event(const sim::Event& event) override;

 protected:
  // Called for each event, before the view is brought up to date.
  virtual void check(const sim::Event& event) = 0;
  State state_of(sim::JobTag job) const;
  static const char* state_text(State state);  // "completed it"
  // where: the rule that was broken, a function of the checker.
  void report(sim::HazardKind kind, std::string message, sim::Where where = sim::Where::here()) {
    world().hazards().report(kind, where, "drm_sched_job", std::move(message));
  }

 private:
  struct Job {
    State state = State::never_begun;
    sim::NameId ring = 0;
    bool finished = false;
    bool freed = false;
  };
  void take_up(const sim::Event& event);
  void forget(const sim::Event& event);
  void drop(sim::NameId ring, bool every_ring);
  void fault(sim::NameId ring);
  void restart(sim::NameId ring);

  std::set<sim::NameId> faulty_;       // rings that report an error, until they are reset
  std::map<std::uint64_t, Job> jobs_;  // by tag; those that have begun and are not over
};

}  // namespace drmsim::scenarios
