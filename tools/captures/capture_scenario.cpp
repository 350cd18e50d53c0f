#include "tools/captures/capture_scenario.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/expand.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/format/utf8.h"

namespace drmsim::scenarios {
namespace {

using sim::TimeNs;

constexpr std::uint32_t kSlotsMin = 8;
constexpr std::uint32_t kSlotsMax = 4096;
constexpr std::size_t kCommentWidth = 98;
constexpr std::size_t kDepthMax = 10'000;
constexpr TimeNs kStuckTimes = 10;  // of the longest execution

// Of any text, as much as a name may have of it; `:`, and `.` but in a number, are for names that
// drmsim makes.
std::string name_of(const std::string& text, const std::string& otherwise) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool in_number = c == '.' && i + 1 < text.size() && is_digit(text[i + 1]);
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    name += is_letter || is_digit(c) || c == '-' || in_number ? c : '_';
  }
  if (name.find_first_not_of('_') == std::string::npos) name = otherwise;
  if (!is_name(name.substr(0, 1))) name = "_" + name;
  return name.substr(0, kNameBytesMax);
}

std::string count_of(std::size_t count, const std::string& noun) {
  if (count == 1) return "1 " + noun;
  const bool is_y = noun.back() == 'y';
  return fmt::format("{} {}{}", count, is_y ? noun.substr(0, noun.size() - 1) : noun,
                     is_y ? "ies" : "s");
}

// The kernel's clock: "630660.302380 s".
std::string seconds_of(TimeNs time_ns) {
  return fmt::format("{}.{:09} s", time_ns / 1'000'000'000, time_ns % 1'000'000'000);
}

class Writer {
 public:
  Writer(const Capture& capture, const CaptureJobs& all, const CaptureTiming& timing,
         const CaptureFit& fit, const ImportOptions& options)
      : capture_(capture), all_(all), timing_(timing), fit_(fit), options_(options) {}

  ImportedScenario write(const std::string& name) {
    ScenarioSpec& spec = made_.spec;
    spec.file = capture_.file;
    spec.name = name_of(name, "capture");
    spec.summary = "A capture: when jobs were pushed, and how long the hardware had them.";
    if (all_.vocabulary == Vocabulary::stable) spec.semantics.name = "linux-7.2";
    spec.timer_rounding = sim::TimerRounding::exact;
    spec.cpu.wakeup = sim::Delay::fixed(fit_.wakeup_ns);
    tell_of_capture();
    find_used_rings();
    add_rings();
    add_jobs();
    if (options_.closed_loop) close_loops();
    tell_of_unknown();
    imply_hardware(spec);
    return std::move(made_);
  }

 private:
  void note(std::string sentence) { made_.notes.push_back(std::move(sentence)); }

  void tell_of_capture() {
    note(fmt::format("Made by drmsim import from {} ({}).", capture_.file,
                     vocabulary_name(all_.vocabulary)));
    note(fmt::format("0 is {} of the capture; {} in {}.", seconds_of(timing_.begin_ns),
                     count_of(timing_.jobs.size(), "job"),
                     duration_text(timing_.end_ns - timing_.begin_ns)));
  }

  // --- Machine ---

  void find_used_rings() {
    std::set<std::string> names;
    ring_names_.resize(all_.rings.size());
    for (std::size_t i = 0; i < timing_.jobs.size(); ++i) {
      const std::size_t ring = timing_.jobs[i].ring;
      if (!ring_names_[ring].empty()) continue;
      const std::string plain = name_of(all_.rings[ring].name, "ring");
      std::string name = plain;
      for (int k = 2; !names.insert(name).second; ++k) name = fmt::format("{}_{}", plain, k);
      ring_names_[ring] = name;
    }
  }

  void add_rings() {
    for (std::size_t ring = 0; ring < all_.rings.size(); ++ring) {
      if (ring_names_[ring].empty()) continue;
      const RingFit& fit = fit_.rings[ring];
      RingSpec& spec = made_.spec.rings.emplace_back();
      spec.name = ring_names_[ring];
      spec.slots = std::clamp(fit.depth, kSlotsMin, kSlotsMax);
      spec.scheduler.credit_limit = std::min(fit.depth, kSlotsMax);
      spec.scheduler.timeout_ns = fit.timeout_ns;
      spec.scheduler.hang_limit = fit.hang_limit;
      spec.driver.reset_time_ns = fit.reset_time_ns;
      spec.driver.run_job_delay = sim::Delay::fixed(fit.run_delay_ns);
      spec.driver.run_job_cost = sim::Delay::fixed(fit.run_cost_ns);
      tell_of_ring(ring, fit);
    }
  }

  void tell_of_ring(std::size_t ring, const RingFit& fit) {
    const std::string& name = ring_names_[ring];
    if (name != all_.rings[ring].name || !all_.rings[ring].device.empty()) {
      note(fmt::format("Ring {} is {} of {}.", name, all_.rings[ring].name,
                       all_.rings[ring].device.empty() ? "the capture" : all_.rings[ring].device));
    }
    if (fit.was_full) {
      note(fmt::format("{}: at most {} on the hardware at a time, and others waited for that.",
                       name, count_of(fit.depth, "job")));
    } else {
      note(
          fmt::format("{}: at most {} on the hardware at a time, and none waited for that: the "
                      "limit may be higher.",
                      name, count_of(fit.depth, "job")));
    }
    if (!timing_.idle_at_begin[ring]) {
      note(
          fmt::format("{}: was never without work: what it had to do at the beginning is not in "
                      "the file.",
                      name));
    }
    if (fit.timeout_ns != sim::kForever) {
      note(fmt::format("{}: timeout and hang_limit are those that fit the timeouts seen.", name));
    }
  }

  // --- Work ---

  // An entity for each context and ring: where several rings share one, which of them a job goes
  // to is the capture's choice.
  const std::string& entity_of(const TimedJob& job) {
    const std::size_t context = all_.jobs[job.job].context;
    const auto [found, is_new] = entities_.emplace(std::pair(context, job.ring), std::string());
    if (!is_new) return found->second;
    const CaptureContext& of = all_.contexts[context];
    const std::string who = of.comm.empty() ? "kernel" : of.comm;
    const std::string number =
        all_.vocabulary == Vocabulary::older ? std::to_string(of.pid) : of.key;
    std::string plain = name_of(fmt::format("{}_{}", who, number), "entity");
    plain = plain.substr(0, kNameBytesMax - 8);
    std::string name = plain;
    for (int k = 2; !entity_names_.insert(name).second; ++k) name = fmt::format("{}_{}", plain, k);
    EntitySpec& spec = made_.spec.entities.emplace_back();
    spec.name = name;
    spec.rings.push_back({ring_names_[job.ring], {}});
    note(fmt::format("{}: {}, pid {}{}{}.", name, of.comm.empty() ? "the kernel" : of.comm, of.pid,
                     of.client.empty() ? "" : ", client_id " + of.client,
                     of.pushes ? "" : "; its pushes are not in the capture, only its runs"));
    found->second = name;
    return found->second;
  }

  // The one place where jobs are written.
  void add_jobs() {
    std::map<std::size_t, std::size_t> place_of;  // from CaptureJobs::jobs
    for (std::size_t i = 0; i < timing_.jobs.size(); ++i) place_of.emplace(timing_.jobs[i].job, i);
    for (std::size_t i = 0; i < timing_.jobs.size(); ++i) {
      const TimedJob& job = timing_.jobs[i];
      const CaptureJob& seen = all_.jobs[job.job];
      JobSpec spec;
      spec.name = fmt::format("j{}", i);
      spec.entity.name = entity_of(job);
      spec.at_ns = job.pushed_ns - timing_.begin_ns;
      if (!job.push_seen) spec.at_ns -= std::min(spec.at_ns, fit_.wakeup_ns);
      spec.duration = sim::Delay::fixed(std::max<TimeNs>(job.duration_ns, 1));
      for (const std::size_t other : seen.after) {
        const auto found = place_of.find(other);
        if (found == place_of.end() || found->second >= i) continue;
        if (spec.after.size() == kDependenciesMax) break;
        spec.after.push_back({fmt::format("j{}", found->second), {}});
      }
      spec.fault.hang_attempts =
          job.hangs ? kEveryAttempt : static_cast<std::uint32_t>(seen.timeouts_ns.size());
      spec.deadline_ns = deadline_of(job);
      made_.names.push_back(spec.name);
      made_.spec.jobs.push_back(std::move(spec));
    }
    unlike_order();
  }

  // Of one entity the file has jobs in the order of `at`, and so has the run.
  void unlike_order() {
    std::stable_sort(made_.spec.jobs.begin(), made_.spec.jobs.end(),
                     [](const JobSpec& a, const JobSpec& b) { return a.at_ns < b.at_ns; });
  }

  // What an application thinks of is not in a capture: the time from the end of a job to the next
  // push is taken for it, as is what it waited for beside the GPU.
  void close_loops() {
    std::map<std::string, TimeNs> done_ns;  // by job, from the beginning
    for (std::size_t i = 0; i < timing_.jobs.size(); ++i) {
      const TimedJob& job = timing_.jobs[i];
      done_ns[made_.names[i]] = job.done_seen ? job.done_ns - timing_.begin_ns : sim::kForever;
    }
    std::map<std::string, std::vector<TimeNs>> ends_of;  // by entity, in the order of its jobs
    for (JobSpec& job : made_.spec.jobs) {
      std::vector<TimeNs>& ends = ends_of[job.entity.name];
      for (std::size_t before = 1; before <= std::min(ends.size(), kDepthMax); ++before) {
        const TimeNs end_ns = ends[ends.size() - before];
        if (end_ns > job.at_ns) continue;
        job.submit = SubmitWhen::after;
        job.depth = static_cast<std::uint32_t>(before);
        job.think = sim::Delay::fixed(job.at_ns - end_ns);
        break;
      }
      ends.push_back(done_ns.at(job.name));
    }
    note(
        "Jobs are submitted as by an application that waits: each after the job of its entity that "
        "had finished last when it was pushed, plus `think`. Whether the application did wait for "
        "that, a capture does not say.");
  }

  TimeNs deadline_of(const TimedJob& job) {
    if (!options_.vblank) return sim::kForever;
    if (vblanks_ns_.empty()) choose_crtc();
    const auto next = std::upper_bound(vblanks_ns_.begin(), vblanks_ns_.end(), job.pushed_ns);
    const bool is_near = next != vblanks_ns_.end() && *next - job.pushed_ns <= kDurationMaxNs;
    return is_near ? *next - job.pushed_ns : sim::kForever;
  }

  // That with the most vblanks.
  void choose_crtc() {
    std::map<std::string, std::vector<TimeNs>> by_crtc;
    for (const CaptureVblank& one : all_.vblanks) by_crtc[one.crtc].push_back(one.time_ns);
    if (by_crtc.empty()) {
      throw InputError(Diagnostic{capture_.file, 0, 0,
                                  "no vblank is in the capture; expected `drm_vblank_event` with "
                                  "--vblank"});
    }
    const auto most = std::max_element(
        by_crtc.begin(), by_crtc.end(),
        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    vblanks_ns_ = most->second;
    note(fmt::format("The deadline of a job is the next vblank of crtc {}, of {} seen.",
                     most->first, vblanks_ns_.size()));
  }

  // --- What is not known ---

  // A job that has the ring when the capture ends, for longer than any other had it.
  void tell_of_stuck(std::size_t ring) {
    TimeNs since_ns = 0;     // the ring's last completion
    TimeNs last_run_ns = 0;  // of what is done
    for (const CaptureJob& job : all_.jobs) {
      if (job.ring != ring || !job.done_ns) continue;
      since_ns = std::max(since_ns, *job.done_ns);
      last_run_ns = std::max(last_run_ns, job.run_ns.value_or(0));
    }
    const CaptureJob* oldest = nullptr;
    for (const CaptureJob& job : all_.jobs) {
      if (job.ring != ring || !job.run_ns || job.done_ns || !job.timeouts_ns.empty()) continue;
      if (*job.run_ns < last_run_ns) continue;  // its done was not seen
      if (oldest == nullptr || *job.run_ns < *oldest->run_ns) oldest = &job;
    }
    TimeNs longest_ns = 0;
    for (const TimedJob& job : timing_.jobs) {
      if (job.ring == ring) longest_ns = std::max(longest_ns, job.duration_ns);
    }
    if (oldest == nullptr) return;
    const TimeNs for_ns = capture_.events.back().time_ns - std::max(since_ns, *oldest->run_ns);
    if (for_ns / kStuckTimes < longest_ns) return;
    note(
        fmt::format("{}: job {} ({}) was run, and not done {} later, when the capture ends; it may "
                    "hang, and is not in the file.",
                    ring_names_[ring], oldest->fence, place_text(capture_, oldest->place),
                    duration_text(for_ns)));
  }

  void tell_of_unknown() {
    if (timing_.partial > 0 || timing_.cut > 0) {
      note(
          fmt::format("Left out: {} of which the push, run or done is missing, and {} beside them "
                      "or before the ring was idle.",
                      count_of(timing_.partial, "job"), count_of(timing_.cut, "other")));
    }
    if (timing_.beyond > 0) {
      note(fmt::format("Left out: the last {}; a file takes no more.",
                       count_of(timing_.beyond, "job")));
    }
    if (capture_.losses > 0) {
      note(fmt::format("The kernel dropped events {} in the capture.",
                       count_of(capture_.losses, "time")));
    }
    for (std::size_t ring = 0; ring < all_.rings.size(); ++ring) {
      if (!ring_names_[ring].empty()) tell_of_stuck(ring);
    }
    if (all_.unknown_fences > 0) {
      note(
          fmt::format("{} on fences of no job here are left out: what waited for them comes too "
                      "early.",
                      count_of(all_.unknown_fences, "dependency")));
    }
    if (fit_.wakeups_ns.empty()) {
      note("No job shows how long it takes to wake up the run worker: it takes no time here.");
    } else {
      note(fmt::format("wakeup is the mean of {} that were seen, from {} to {}.",
                       count_of(fit_.wakeups_ns.size(), "latency"),
                       duration_text(fit_.wakeups_ns.front()),
                       duration_text(fit_.wakeups_ns.back())));
    }
    const bool any_hang = std::any_of(timing_.jobs.begin(), timing_.jobs.end(),
                                      [](const TimedJob& job) { return job.hangs; });
    if (any_hang) note("How long jobs that hang would have taken is not known: 1 ns stands there.");
    note(
        "Not in a capture: policy, priorities, credits of jobs, timeouts that never came. "
        "Durations have the latency of the interrupt in them.");
  }

  const Capture& capture_;
  const CaptureJobs& all_;
  const CaptureTiming& timing_;
  const CaptureFit& fit_;
  const ImportOptions& options_;
  ImportedScenario made_;
  std::vector<std::string> ring_names_;  // empty: no job of it is taken
  std::map<std::pair<std::size_t, std::size_t>, std::string> entities_;
  std::set<std::string> entity_names_;
  std::vector<TimeNs> vblanks_ns_;  // of the crtc that deadlines are of
};

// "# ", and in lines of at most 100 columns.
std::string comment_of(const std::string& sentence) {
  std::string text;
  std::string line;
  std::size_t begin = 0;
  while (begin < sentence.size()) {
    const std::size_t end = std::min(sentence.find(' ', begin), sentence.size());
    std::string word = sentence.substr(begin, end - begin);
    for (char& c : word) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
    }
    if (!line.empty() && line.size() + 1 + word.size() > kCommentWidth) {
      text += "# " + line + "\n";
      line = " ";
    }
    line += (line.empty() ? "" : " ") + word;
    begin = end + 1;
  }
  return text + "# " + line + "\n";
}

}  // namespace

ImportedScenario imported_scenario(const Capture& capture, const CaptureJobs& all,
                                   const CaptureTiming& timing, const CaptureFit& fit,
                                   const std::string& name, const ImportOptions& options) {
  return Writer(capture, all, timing, fit, options).write(name);
}

std::string imported_text(const ImportedScenario& scenario) {
  std::string text;
  for (const std::string& sentence : scenario.notes) text += comment_of(as_utf8(sentence));
  return text + "\n" + scenario_text(scenario.spec);
}

}  // namespace drmsim::scenarios
