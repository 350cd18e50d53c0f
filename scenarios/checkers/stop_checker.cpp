#include "scenarios/checkers/stop_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

using sim::EventKind;

void StopChecker::check(const sim::Event& event, const JobLife*) {
  switch (event.kind) {
    case EventKind::timedout_job: {
      const sim::Worker* worker = world().workers().of(world().cpu().current());
      if (worker != nullptr) handlers_[event.name(1)] = {worker->execution, nullptr, false};
      break;
    }
    case EventKind::false_timeout:
      if (Handler* handler = handler_of(event.name(1))) {
        handler->skips = true;
        if (handler->touched != nullptr) report_skipped(event.name(1), handler->touched);
      }
      break;
    case EventKind::stopped:
      stopped_by_[event.name(0)] = event.context;
      touch(event.name(0), "drm_sched_stop");
      break;
    case EventKind::restart:
      stopped_by_.erase(event.name(0));
      touch(event.name(0), "drm_sched_start");
      break;
    case EventKind::sched_fini: {
      const auto stopped = stopped_by_.find(event.name(0));
      if (stopped == stopped_by_.end()) break;
      if (stopped->second == event.context) {
        report(sim::HazardKind::contract,
               fmt::format("drm_sched_fini of {}: drm_sched_stop() was called for it, which is for "
                           "recovery; its jobs are detached from their hardware fences",
                           text(event.name(0))));
      }
      stopped_by_.erase(stopped);
      break;
    }
    default:
      break;
  }
}

// Null: nobody handles a timeout of it in this context now.
StopChecker::Handler* StopChecker::handler_of(sim::NameId sched) {
  const auto found = handlers_.find(sched);
  const sim::Worker* worker = world().workers().of(world().cpu().current());
  if (found == handlers_.end() || worker == nullptr) return nullptr;
  return found->second.execution == worker->execution ? &found->second : nullptr;
}

void StopChecker::touch(sim::NameId sched, const char* function) {
  Handler* handler = handler_of(sched);
  if (handler == nullptr) return;
  handler->touched = function;
  if (handler->skips) report_skipped(sched, function);
}

void StopChecker::report_skipped(sim::NameId sched, const char* function) {
  report(sim::HazardKind::contract,
         fmt::format("the timeout handler of {} finds nothing to reset, and calls {}()",
                     text(sched), function));
}

}  // namespace drmsim::scenarios
