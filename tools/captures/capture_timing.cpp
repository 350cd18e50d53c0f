#include "tools/captures/capture_timing.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/input_error.h"

namespace drmsim::scenarios {
namespace {

using sim::TimeNs;

// The kernel's own jobs, which amdgpu does not report as pushed.
bool is_pushed_unseen(const CaptureJobs& all, const CaptureJob& job) {
  return !all.contexts[job.context].pushes && job.run_ns && job.done_ns;
}

bool is_usable(const CaptureJobs& all, const CaptureJob& job) {
  if (is_pushed_unseen(all, job)) return *job.run_ns <= *job.done_ns;
  if (!job.is_whole() && !job.hangs()) return false;
  return *job.pushed_ns <= *job.run_ns && (!job.done_ns || *job.run_ns <= *job.done_ns);
}

TimedJob timed(const CaptureJobs& all, std::size_t index) {
  const CaptureJob& job = all.jobs[index];
  TimedJob one;
  one.job = index;
  one.ring = job.ring;
  one.push_seen = job.pushed_ns.has_value();
  one.run_ns = *job.run_ns;
  one.pushed_ns = job.pushed_ns.value_or(one.run_ns);
  one.done_seen = job.done_ns.has_value();
  one.done_ns = one.done_seen ? *job.done_ns : job.timeouts_ns.back();
  return one;
}

std::string lacking(const Capture& capture, const CaptureJob& job) {
  std::string what;
  const auto add = [&what](const char* name) {
    what += (what.empty() ? "" : " and ") + std::string(name);
  };
  if (!job.pushed_ns) add("no push");
  if (!job.run_ns) add("no run");
  if (!job.done_ns) add("no done");
  if (what.empty()) what = "its events out of order";
  return fmt::format("job {} ({}) has {}", job.fence, place_text(capture, job.place), what);
}

// --- The part of the capture that is taken ---

using Span = std::pair<TimeNs, TimeNs>;

std::vector<TimeNs> gaps_of(const CaptureJobs& all) {
  std::vector<TimeNs> gaps = {0, sim::kForever};
  for (const CaptureJob& job : all.jobs) {
    if (is_usable(all, job)) continue;
    for (const auto& time_ns : {job.pushed_ns, job.run_ns, job.done_ns}) {
      if (time_ns.has_value()) gaps.push_back(*time_ns);
    }
  }
  std::sort(gaps.begin(), gaps.end());
  return gaps;
}

// Between two gaps, with the most jobs; the first of several.
Span best_part(const std::vector<TimeNs>& gaps, const std::vector<TimedJob>& jobs) {
  std::vector<std::size_t> count(gaps.size(), 0);
  for (const TimedJob& job : jobs) {
    const auto after = std::upper_bound(gaps.begin(), gaps.end(), job.pushed_ns);
    if (after == gaps.end() || *after < job.done_ns) continue;
    ++count[static_cast<std::size_t>(after - gaps.begin())];
  }
  const auto best =
      static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin());
  return best == 0 ? Span{0, sim::kForever} : Span{gaps[best - 1], gaps[best]};
}

// When a ring has nothing to do for the first time since `begin`, or kForever. `jobs` are by push.
TimeNs first_idle(const std::vector<TimedJob>& jobs, std::size_t ring, TimeNs begin) {
  TimeNs busy_until = begin;
  for (const TimedJob& job : jobs) {
    if (job.ring != ring || job.done_ns <= busy_until) continue;
    if (job.pushed_ns > busy_until) return busy_until;
    busy_until = job.done_ns;
  }
  return sim::kForever;
}

std::size_t pushed_between(const std::vector<TimedJob>& jobs, std::size_t ring, TimeNs begin,
                           TimeNs end) {
  return static_cast<std::size_t>(std::count_if(jobs.begin(), jobs.end(), [=](const TimedJob& job) {
    return job.ring == ring && job.pushed_ns >= begin && job.done_ns <= end;
  }));
}

// --- What is known of each ring ---

// The jobs of a ring, in the order in which they were done.
std::vector<TimedJob*> of_ring(std::vector<TimedJob>& jobs, std::size_t ring) {
  std::vector<TimedJob*> those;
  for (TimedJob& job : jobs) {
    if (job.ring == ring) those.push_back(&job);
  }
  std::stable_sort(those.begin(), those.end(), [](const TimedJob* a, const TimedJob* b) {
    return std::pair(a->done_ns, a->run_ns) < std::pair(b->done_ns, b->run_ns);
  });
  return those;
}

// The last reset or timeout of the ring up to `time_ns`; 0: none.
TimeNs last_recovery(const std::vector<TimeNs>& recoveries, TimeNs time_ns) {
  const auto after = std::upper_bound(recoveries.begin(), recoveries.end(), time_ns);
  return after == recoveries.begin() ? 0 : *(after - 1);
}

std::vector<TimeNs> recoveries_of(const CaptureJobs& all, std::size_t ring) {
  std::vector<TimeNs> times = all.rings[ring].resets_ns;
  for (const CaptureJob& job : all.jobs) {
    if (job.ring == ring) times.insert(times.end(), job.timeouts_ns.begin(), job.timeouts_ns.end());
  }
  std::sort(times.begin(), times.end());
  return times;
}

void measure_durations(const CaptureJobs& all, std::vector<TimedJob>& jobs, std::size_t ring) {
  const std::vector<TimeNs> recoveries = recoveries_of(all, ring);
  TimeNs before_ns = 0;
  for (TimedJob* job : of_ring(jobs, ring)) {
    job->start_ns = std::max({job->run_ns, before_ns, last_recovery(recoveries, job->done_ns)});
    job->duration_ns = job->done_seen ? job->done_ns - job->start_ns : 0;
    before_ns = std::max(before_ns, job->done_ns);
  }
}

// A job that is cancelled is done, too: then when its ring is started again, and so faster than any
// that executes.
void find_hanging(const CaptureJobs& all, std::vector<TimedJob>& jobs, std::size_t ring) {
  TimeNs shortest_ns = sim::kForever;
  for (const TimedJob& job : jobs) {
    const bool executes = job.start_ns == job.run_ns && all.jobs[job.job].timeouts_ns.empty();
    if (job.ring == ring && executes) shortest_ns = std::min(shortest_ns, job.duration_ns);
  }
  for (TimedJob& job : jobs) {
    if (job.ring != ring || all.jobs[job.job].timeouts_ns.empty()) continue;
    job.hangs = !job.done_seen || job.duration_ns < std::min<TimeNs>(shortest_ns, 1'000);
  }
}

// What is done at a moment makes room for what is run then.
std::uint32_t depth_of(const std::vector<TimedJob>& jobs, std::size_t ring) {
  std::vector<std::pair<TimeNs, int>> steps;
  for (const TimedJob& job : jobs) {
    if (job.ring != ring) continue;
    steps.emplace_back(job.run_ns, 1);
    steps.emplace_back(std::max(job.done_ns, job.run_ns + 1), -1);
  }
  std::sort(steps.begin(), steps.end());
  int now = 0;
  int most = 1;
  for (const auto& [time_ns, step] : steps) most = std::max(most, now += step);
  return static_cast<std::uint32_t>(most);
}

}  // namespace

CaptureTiming time_jobs(const Capture& capture, const CaptureJobs& all) {
  CaptureTiming timing;
  std::vector<TimedJob> whole;
  for (std::size_t i = 0; i < all.jobs.size(); ++i) {
    if (is_usable(all, all.jobs[i])) {
      whole.push_back(timed(all, i));
    } else {
      ++timing.partial;
    }
  }
  if (whole.empty()) {
    throw InputError(
        Diagnostic{capture.file, 0, 0,
                   fmt::format("no job of which push, run and done are in the capture, "
                               "of {}: {}",
                               all.jobs.size(), lacking(capture, all.jobs.front()))});
  }
  std::stable_sort(whole.begin(), whole.end(),
                   [](const TimedJob& a, const TimedJob& b) { return a.pushed_ns < b.pushed_ns; });
  for (std::size_t ring = 0; ring < all.rings.size(); ++ring) {
    measure_durations(all, whole, ring);
    find_hanging(all, whole, ring);
  }

  const auto [begin, end] = best_part(gaps_of(all), whole);
  std::vector<TimeNs> from(all.rings.size(), begin);
  timing.idle_at_begin.assign(all.rings.size(), true);
  for (std::size_t ring = 0; ring < all.rings.size(); ++ring) {
    if (begin == 0) continue;
    const TimeNs idle = first_idle(whole, ring, begin);
    timing.idle_at_begin[ring] =
        2 * pushed_between(whole, ring, idle, end) >= pushed_between(whole, ring, begin, end);
    if (timing.idle_at_begin[ring]) from[ring] = idle;
  }
  for (const TimedJob& job : whole) {
    if (job.pushed_ns < from[job.ring] || job.done_ns > end) {
      ++timing.cut;
    } else {
      timing.jobs.push_back(job);
    }
  }
  if (timing.jobs.size() > kImportedJobsMax) {
    timing.beyond = timing.jobs.size() - kImportedJobsMax;
    timing.jobs.resize(kImportedJobsMax);
  }
  timing.begin_ns = timing.jobs.front().pushed_ns;
  for (const TimedJob& job : timing.jobs) timing.end_ns = std::max(timing.end_ns, job.done_ns);
  if (timing.end_ns - timing.begin_ns > kDurationMaxNs) {
    throw InputError(Diagnostic{capture.file, 0, 0,
                                fmt::format("its jobs are {} apart; expected at most {}",
                                            duration_text(timing.end_ns - timing.begin_ns),
                                            duration_text(kDurationMaxNs))});
  }
  for (std::size_t ring = 0; ring < all.rings.size(); ++ring) {
    timing.depth.push_back(depth_of(timing.jobs, ring));
  }
  return timing;
}

}  // namespace drmsim::scenarios
