// Says in words what a run's deviations were: who lost the processor where, and who went on.
//
// A strategy around another one, and an observer of the same run: the strategy sees the numbers of
// the options, the log has the place of a preemption.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/choices.h"
#include "sim/event_log.h"
#include "sim/time.h"

namespace drmsim::sim {
class World;
}

namespace drmsim::scenarios {

struct ToldDeviation {
  std::uint64_t choice = 0;
  sim::TimeNs time_ns = 0;
  std::string text;  // "run:gfx is preempted at put in run_one_job; irq:gfx goes on"
};

class Narrator final : public sim::Strategy, public sim::EventObserver {
 public:
  explicit Narrator(sim::Strategy& inner) : inner_(inner) {}  // which outlives this
  void attach(sim::World& world) { world_ = &world; }         // before the run

  void begin_run(std::uint64_t seed) override;
  unsigned choose(const sim::Choice& choice) override;
  void on_event(const sim::Event& event) override;

  const std::vector<ToldDeviation>& told() const { return told_; }

 private:
  std::string name(sim::ActorId actor) const;
  std::string text_of(const sim::Choice& choice, unsigned option) const;

  sim::Strategy& inner_;
  sim::World* world_ = nullptr;
  std::uint64_t choices_ = 0;
  bool preempt_follows_ = false;  // in the log
  std::vector<ToldDeviation> told_;
};

}  // namespace drmsim::scenarios
