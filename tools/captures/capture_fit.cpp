#include "tools/captures/capture_fit.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "scenarios/format/duration_text.h"

namespace drmsim::scenarios {
namespace {

using sim::TimeNs;

constexpr std::size_t kSamplesMin = 20;  // for a latency of a ring's own

// What was seen of the run worker of a ring.
struct Samples {
  std::vector<TimeNs> wakeups_ns;
  std::vector<TimeNs> gaps_ns;  // to the run before, of jobs that waited for nothing else
  bool was_full = false;
};

TimeNs mean_of_middle(std::vector<TimeNs> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t out = values.size() / 100;
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(out);
  const auto last = values.end() - static_cast<std::ptrdiff_t>(out);
  const TimeNs sum = std::accumulate(first, last, TimeNs{0});
  return sum / static_cast<TimeNs>(last - first);
}

TimeNs median_of(std::vector<TimeNs> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Samples samples_of(const CaptureJobs& all, const CaptureTiming& timing, std::size_t ring,
                   std::size_t count) {
  std::vector<const TimedJob*> jobs;
  for (const TimedJob& job : timing.jobs) {
    if (job.ring == ring) jobs.push_back(&job);
  }
  std::stable_sort(jobs.begin(), jobs.end(),
                   [](const TimedJob* a, const TimedJob* b) { return a->run_ns < b->run_ns; });
  const TimeNs last_push_ns = timing.jobs[count - 1].pushed_ns;
  const std::uint32_t depth = timing.depth[ring];
  Samples samples;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const TimedJob& job = *jobs[i];
    const CaptureJob& seen = all.jobs[job.job];
    TimeNs ready_ns = job.pushed_ns;
    for (const std::size_t other : seen.after) {
      // Of one scheduler a job waits until the other is run, no longer.
      const CaptureJob& before = all.jobs[other];
      const auto& signalled_ns = before.ring == ring ? before.run_ns : before.done_ns;
      ready_ns = std::max(ready_ns, signalled_ns.value_or(0));
    }
    const TimeNs place_ns = i >= depth ? jobs[i - depth]->done_ns : 0;
    const bool waited_for_place = place_ns > ready_ns;
    samples.was_full = samples.was_full || waited_for_place;
    ready_ns = std::max(ready_ns, place_ns);
    if (!job.push_seen || seen.waits_for_unknown || job.run_ns < ready_ns) continue;
    if (job.pushed_ns > last_push_ns) continue;
    if (i > 0 && jobs[i - 1]->run_ns >= ready_ns) {
      samples.gaps_ns.push_back(job.run_ns - jobs[i - 1]->run_ns);
    } else {
      samples.wakeups_ns.push_back(job.run_ns - ready_ns);
    }
  }
  return samples;
}

// The newest of these moments before `time_ns`, or `first_ns`.
TimeNs newest_before(const std::vector<TimeNs>& times, TimeNs time_ns, TimeNs first_ns) {
  for (const TimeNs one : times) {
    if (one < time_ns) first_ns = std::max(first_ns, one);
  }
  return first_ns;
}

// A timeout counts from the moment at which its job was given to the hardware, became the oldest
// there, or was run again after a reset.
void fit_recovery(const CaptureJobs& all, const CaptureTiming& timing, std::size_t ring,
                  RingFit& fit) {
  std::vector<TimeNs> ends = all.rings[ring].resets_ns;
  for (const TimedJob& job : timing.jobs) {
    if (job.ring == ring) ends.push_back(job.done_ns);  // of a hanging one: its last timeout
  }
  for (const TimedJob& job : timing.jobs) {
    const std::vector<TimeNs>& timeouts = all.jobs[job.job].timeouts_ns;
    if (job.ring != ring || timeouts.empty()) continue;
    for (const TimeNs timeout_ns : timeouts) {
      const TimeNs since_ns =
          newest_before(timeouts, timeout_ns, newest_before(ends, timeout_ns, job.run_ns));
      fit.timeout_ns = std::min(fit.timeout_ns, std::max<TimeNs>(timeout_ns - since_ns, 1));
      const std::vector<TimeNs>& resets = all.rings[ring].resets_ns;
      const auto reset = std::lower_bound(resets.begin(), resets.end(), timeout_ns);
      if (reset != resets.end()) {
        const TimeNs time_ns = std::min(*reset - timeout_ns, kDurationMaxNs);
        fit.reset_time_ns = std::max(fit.reset_time_ns, time_ns);
      }
    }
    const auto times = static_cast<std::uint32_t>(timeouts.size());
    fit.hang_limit = std::max(fit.hang_limit, job.hangs ? times - 1 : times);
  }
}

}  // namespace

CaptureFit fit_machine(const CaptureJobs& all, const CaptureTiming& timing, std::size_t count) {
  CaptureFit fit;
  std::vector<TimeNs> own(all.rings.size(), sim::kForever);
  std::vector<Samples> samples;
  for (std::size_t ring = 0; ring < all.rings.size(); ++ring) {
    samples.push_back(samples_of(all, timing, ring, count));
    const std::vector<TimeNs>& wakeups = samples.back().wakeups_ns;
    fit.wakeups_ns.insert(fit.wakeups_ns.end(), wakeups.begin(), wakeups.end());
    if (wakeups.size() >= kSamplesMin) own[ring] = mean_of_middle(wakeups);
  }
  std::sort(fit.wakeups_ns.begin(), fit.wakeups_ns.end());
  const TimeNs fastest = *std::min_element(own.begin(), own.end());
  fit.wakeup_ns = fastest != sim::kForever ? fastest : mean_of_middle(fit.wakeups_ns);
  for (std::size_t ring = 0; ring < all.rings.size(); ++ring) {
    RingFit& of = fit.rings.emplace_back();
    of.depth = timing.depth[ring];
    of.was_full = samples[ring].was_full;
    if (own[ring] != sim::kForever) of.run_delay_ns = own[ring] - fit.wakeup_ns;
    of.run_cost_ns = median_of(samples[ring].gaps_ns);
    of.run_cost_ns -= std::min(of.run_cost_ns, of.run_delay_ns);
    fit_recovery(all, timing, ring, of);
  }
  return fit;
}

}  // namespace drmsim::scenarios
