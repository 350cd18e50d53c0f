#include "scenarios/checkers/timestamp_checker.h"

#include <algorithm>

#include <fmt/format.h>

#include "sched/api/drm_api.h"

namespace drmsim::scenarios {

using sim::EventKind;

std::string fault_of(const JobTimes& times) {
  const auto is_absent = [&times](const FenceTime& fence) {
    return times.pushed_ns > 0 && fence.event_ns > 0 && fence.timestamp_ns == 0;
  };
  if (is_absent(times.scheduled)) return "its scheduled fence has no timestamp";
  if (is_absent(times.finished)) return "its finished fence has no timestamp";
  if (times.finished.event_ns > 0 && times.finished.timestamp_ns > times.finished.event_ns) {
    return fmt::format("its finished fence signalled at {} ns, and says {} ns",
                       times.finished.event_ns, times.finished.timestamp_ns);
  }
  if (times.finished.timestamp_ns == 0) return "";
  if (times.scheduled.timestamp_ns > times.finished.timestamp_ns) {
    return fmt::format("it was scheduled at {} ns and finished at {} ns, say its fences",
                       times.scheduled.timestamp_ns, times.finished.timestamp_ns);
  }
  if (!times.cancelled && times.hardware_ns > times.finished.timestamp_ns) {
    return fmt::format("it finished at {} ns and the hardware at {} ns, say its fences",
                       times.finished.timestamp_ns, times.hardware_ns);
  }
  return "";
}

void TimestampChecker::on_event(const sim::Event& event) {
  if (event.kind == EventKind::push) {
    first_push_ns_ = std::min(first_push_ns_, event.time_ns);
    jobs_[event.job(0).bits()] = {first_push_ns_, {}, {}, 0, false};
  }
  if (event.kind != EventKind::scheduled && event.kind != EventKind::finished) return;
  const auto found = jobs_.find(event.job(0).bits());
  if (found == jobs_.end()) return;  // freed, and the event of its fence comes late
  if (event.kind == EventKind::scheduled) {
    found->second.scheduled.event_ns = event.time_ns;
  } else {
    found->second.finished.event_ns = event.time_ns;
    found->second.cancelled = event.integer(2) != 0;
  }
}

void TimestampChecker::before_free(drm::Api& api, drm::Job& job, sim::JobTag tag) {
  const auto found = jobs_.find(tag.bits());
  if (found == jobs_.end()) return;
  JobTimes times = found->second;
  jobs_.erase(found);
  times.scheduled.timestamp_ns = api.timestamp_ns(api.scheduled(job));
  times.finished.timestamp_ns = api.timestamp_ns(api.finished(job));
  if (const drm::Fence* parent = api.parent(job)) times.hardware_ns = api.timestamp_ns(*parent);
  const std::string fault = fault_of(times);
  if (fault.empty()) return;
  world().hazards().report(sim::HazardKind::fence_timestamp, sim::Where::here(), "drm_sched_fence",
                           "job " + text(tag) + ": " + fault);
}

}  // namespace drmsim::scenarios
