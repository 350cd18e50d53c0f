#include "scenarios/jobs/job_life.h"

namespace drmsim::scenarios {

using Hardware = JobLife::Hardware;
using Phase = JobLife::Phase;

bool JobLife::could_execute() const {
  switch (hardware) {
    case Hardware::never_begun:
      return ready;
    case Hardware::dropped_hanging:
    case Hardware::dropped_hung:
    case Hardware::dropped:
      return !lost;
    case Hardware::executing:
    case Hardware::hanging:
    case Hardware::completed:
    case Hardware::killed:
      break;
  }
  return false;
}

Phase phase_after(sim::EventKind kind, Phase phase) {
  switch (kind) {
    case sim::EventKind::push:
      return Phase::queued;
    case sim::EventKind::run_job:
      return Phase::running;
    case sim::EventKind::hw_done:
      return Phase::completed;
    case sim::EventKind::finished:
      return Phase::finished;
    default:
      return phase;
  }
}

const char* phase_name(Phase phase) {
  switch (phase) {
    case Phase::queued:
      return "queued";
    case Phase::running:
      return "running";
    case Phase::completed:
      return "completed";
    case Phase::finished:
      return "finished";
  }
  return "";
}

Hardware hardware_of(const JobLife* job) {
  return job == nullptr ? Hardware::never_begun : job->hardware;
}

const char* hardware_text(Hardware hardware) {
  switch (hardware) {
    case Hardware::never_begun:
      return "has never begun it";
    case Hardware::executing:
      return "executes it, and would come to an end";
    case Hardware::hanging:
      return "hangs in it";
    case Hardware::completed:
      return "has completed it";
    case Hardware::killed:
      return "was told to give it up";
    case Hardware::dropped_hanging:
    case Hardware::dropped_hung:
      return "hung in it, until a reset dropped it";
    case Hardware::dropped:
      return "executed it, and would have come to an end had no reset dropped it";
  }
  return "";
}

}  // namespace drmsim::scenarios
