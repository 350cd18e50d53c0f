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

void TimestampChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind == EventKind::push) first_push_ns_ = std::min(first_push_ns_, event.time_ns);
  if (event.kind == EventKind::free_job) freed_ = job != nullptr && !job->freed ? *job : JobLife{};
}

// Comes after the event free_job, at once.
void TimestampChecker::before_free(drm::Api& api, drm::Job& job, sim::JobTag tag) {
  if (!(freed_.tag == tag)) return;
  JobTimes times;
  times.pushed_ns = first_push_ns_;
  times.scheduled = {freed_.scheduled_ns, api.timestamp_ns(api.scheduled(job))};
  times.finished = {freed_.finished_ns, api.timestamp_ns(api.finished(job))};
  times.cancelled = freed_.error != 0;
  if (const drm::Fence* parent = api.parent(job)) times.hardware_ns = api.timestamp_ns(*parent);
  freed_ = {};
  const std::string fault = fault_of(times);
  if (fault.empty()) return;
  world().hazards().report(sim::HazardKind::fence_timestamp, sim::Where::here(), "drm_sched_fence",
                           "job " + text(tag) + ": " + fault);
}

}  // namespace drmsim::scenarios
