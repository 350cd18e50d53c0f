// Which situations an exploration has seen: the state of a job, what happened to it or to its ring,
// and how far recovery of that ring was.
//
// Intuition: recovery bugs live where a completion, a kill or a second timeout meets one step of
// recovery; a search that never saw that meeting says nothing about it. Mechanism: an observer of
// jobs that keeps one small set; sets of many runs are united. Limits: it knows what the log tells,
// so steps inside one event are one.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "scenarios/jobs/job_observer.h"
#include "sim/event.h"

namespace drmsim::scenarios {

using JobState = JobLife::Phase;

enum class RecoveryStep : std::uint8_t { none, timed_out, stopped, reset, resubmitted };

inline constexpr std::size_t kJobStates = 4;
inline constexpr std::size_t kRecoverySteps = 5;

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

class Coverage final : public JobObserver {
 public:
  // The kinds of event that count.
  static const std::vector<sim::EventKind>& events();

  void on_event(const sim::Event& event, const JobLife* job) override;
  const Situations& seen() const { return seen_; }

 private:
  struct Ring {
    RecoveryStep step = RecoveryStep::none;
    std::array<std::uint64_t, kJobStates> jobs{};  // how many are in each state, and not freed
  };

  void see(const sim::Event& event, const JobLife* job);
  void count_jobs(const sim::Event& event, const JobLife* job);
  void move_on(const sim::Event& event);
  std::uint64_t& jobs(sim::NameId ring, JobState state);

  std::map<sim::NameId, Ring> rings_;
  Situations seen_;
};

}  // namespace drmsim::scenarios
