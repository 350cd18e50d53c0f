#include "scenarios/checkers/execution_view.h"

#include <string_view>

namespace drmsim::scenarios {

using sim::EventKind;

void ExecutionView::on_event(const sim::Event& event) {
  check(event);
  switch (event.kind) {
    case EventKind::hw_start:
      take_up(event);
      break;
    case EventKind::hw_done:
      jobs_[event.job(0).bits()].state = State::completed;
      break;
    case EventKind::hw_kill:
      jobs_[event.job(0).bits()].state = State::killed;
      break;
    case EventKind::hw_reset:
      faulty_.erase(event.name(0));
      drop(event.name(0), false);
      break;
    case EventKind::restart:
      restart(event.name(0));
      break;
    case EventKind::hw_fault:
      if (std::string_view(event.text(1)) == "device_lost") drop(0, true);
      if (std::string_view(event.text(1)) == "fault_interrupt") fault(event.name(0));
      break;
    case EventKind::finished:
    case EventKind::free_job:
      forget(event);
      break;
    default:
      break;
  }
}

void ExecutionView::take_up(const sim::Event& event) {
  Job& job = jobs_[event.job(0).bits()];
  job.ring = event.name(1);
  const bool hangs = event.text(2) != nullptr || faulty_.count(job.ring) != 0;
  job.state = hangs ? State::hanging : State::executing;
}

void ExecutionView::drop(sim::NameId ring, bool every_ring) {
  for (auto& [tag, job] : jobs_) {
    if (!every_ring && job.ring != ring) continue;
    if (job.state == State::executing) job.state = State::dropped;
    if (job.state == State::hanging) job.state = State::dropped_hanging;
  }
}

// Both have to come first: who sees the fence signalled may free the job before the event of that.
void ExecutionView::forget(const sim::Event& event) {
  const auto found = jobs_.find(event.job(0).bits());
  if (found == jobs_.end()) return;
  Job& job = found->second;
  (event.kind == EventKind::finished ? job.finished : job.freed) = true;
  if (job.finished && job.freed) jobs_.erase(found);
}

// What the hardware executes while it reports an error is as good as hung: so says the hardware.
void ExecutionView::fault(sim::NameId ring) {
  faulty_.insert(ring);
  for (auto& [tag, job] : jobs_) {
    if (job.ring == ring && job.state == State::executing) job.state = State::hanging;
  }
}

// The recovery that dropped it is over.
void ExecutionView::restart(sim::NameId ring) {
  for (auto& [tag, job] : jobs_) {
    if (job.ring == ring && job.state == State::dropped_hanging) job.state = State::dropped_hung;
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
    case State::dropped_hung:
      return "hung in it, until a reset dropped it";
    case State::dropped:
      return "executed it, and would have come to an end had no reset dropped it";
  }
  return "";
}

}  // namespace drmsim::scenarios
