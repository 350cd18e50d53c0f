// Which situations an exploration has seen: the state of a job, what happened to it or to its ring,
// and how far recovery of that ring was.
//
// Intuition: recovery bugs live where a completion, a kill or a second timeout meets one step of
// recovery; a search that never saw that meeting says nothing about it. Mechanism: an observer of
// the event log that keeps one small set; sets of many runs are united. Limits: it knows what the
// log tells, so steps inside one event are one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/event_log.h"

namespace drmsim::scenarios {

enum class JobState : std::uint8_t { queued, running, completed, finished };
enum class RecoveryStep : std::uint8_t { none, timed_out, stopped, reset, resubmitted };

inline constexpr std::size_t kJobStates = 4;
inline constexpr std::size_t kRecoverySteps = 5;

const char* job_state_name(JobState state);
const char* recovery_step_name(RecoveryStep step);

struct Situation {
  JobState state{};
  sim::EventKind event{};
  RecoveryStep step{};
  friend auto operator<=>(const Situation&, const Situation&) = default;

  std::uint32_t number() const;
  static Situation from_number(std::uint32_t number);
};

using Situations = std::set<std::uint32_t>;  // by their numbers

class Coverage final : public sim::EventObserver {
 public:
  // The kinds of event that count.
  static const std::vector<sim::EventKind>& events();

  void on_event(const sim::Event& event) override;
  const Situations& seen() const { return seen_; }

 private:
  struct LiveJob {
    sim::NameId ring = 0;
    JobState state = JobState::queued;
  };

  struct Ring {
    RecoveryStep step = RecoveryStep::none;
    std::array<std::uint64_t, kJobStates> jobs{};  // how many live ones are in each state
  };

  void see(const sim::Event& event);
  void move_on(const sim::Event& event);
  void begin(std::uint64_t tag, sim::NameId ring);
  void move(std::uint64_t tag, JobState next);
  void end(std::uint64_t tag);

  std::map<std::uint64_t, LiveJob> jobs_;  // by tag
  std::map<sim::NameId, Ring> rings_;
  Situations seen_;
};

}  // namespace drmsim::scenarios
