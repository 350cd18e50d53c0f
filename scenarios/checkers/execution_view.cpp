#include "scenarios/checkers/execution_view.h"

#include <string_view>

namespace drmsim::scenarios {

using sim::EventKind;

void ExecutionView::on_event(const sim::Event& event) {
  check(event);
  switch (event.kind) {
    case EventKind::hw_start:
      jobs_[event.job(0).bits()] = {event.text(2) == nullptr ? State::executing : State::hanging,
                                    event.name(1)};
      break;
    case EventKind::hw_done:
      jobs_[event.job(0).bits()].state = State::completed;
      break;
    case EventKind::hw_kill:
      jobs_[event.job(0).bits()].state = State::killed;
      break;
    case EventKind::hw_reset:
      drop(event.name(0), false);
      break;
    case EventKind::restart:
      restart(event.name(0));
      break;
    case EventKind::hw_fault:
      if (std::string_view(event.text(1)) == "device_lost") drop(0, true);
      break;
    case EventKind::free_job:
      jobs_.erase(event.job(0).bits());
      break;
    default:
      break;
  }
}

void ExecutionView::drop(sim::NameId ring, bool every_ring) {
  for (auto& [tag, job] : jobs_) {
    if (!every_ring && job.ring != ring) continue;
    if (job.state == State::executing) job.state = State::dropped;
    if (job.state == State::hanging) job.state = State::dropped_hanging;
  }
}

// The recovery that dropped it is over.
void ExecutionView::restart(sim::NameId ring) {
  for (auto& [tag, job] : jobs_) {
    if (job.ring == ring && job.state == State::dropped_hanging) job.state = State::dropped;
  }
}

ExecutionView::State ExecutionView::state_of(sim::JobTag job) const {
  const auto found = jobs_.find(job.bits());
  return found == jobs_.end() ? State::never_begun : found->second.state;
}

const char* ExecutionView::state_text(State state) {
  switch (state) {
    case State::never_begun:
      return "has never begun it";
    case State::executing:
      return "executes it, and would come to an end";
    case State::hanging:
      return "hangs in it";
    case State::completed:
      return "has completed it";
    case State::killed:
      return "was told to give it up";
    case State::dropped_hanging:
    case State::dropped:
      return "lost it in a reset";
  }
  return "";
}

}  // namespace drmsim::scenarios
