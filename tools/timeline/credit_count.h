// The credits that each scheduler has on its hardware, moment by moment.
//
// The log says how many there are where the kernel's own events do: at a push, when a job is given
// to the driver, at a restart; a stop leaves none. What a job had is the difference, which it gives
// back when it is done. Limits: jobs that got no fence count as one credit.
#pragma once

#include <cstdint>
#include <map>

#include "sim/event.h"

namespace drmsim::timeline {

class CreditCount {
 public:
  // Of every event. True if the count of a scheduler may be another now: that of changed().
  bool on_event(const sim::Event& event);
  sim::NameId changed() const { return changed_; }
  std::uint64_t of(sim::NameId sched) const;

 private:
  bool set(sim::NameId sched, std::uint64_t credits);
  bool run(const sim::Event& event);
  bool done(const sim::Event& event);

  std::map<sim::NameId, std::uint64_t> in_use_;
  std::map<std::uint64_t, std::uint64_t> of_job_;  // by tag; of jobs that were run
  sim::NameId changed_ = 0;
};

}  // namespace drmsim::timeline
