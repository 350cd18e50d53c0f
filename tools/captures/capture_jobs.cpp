#include "tools/captures/capture_jobs.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/document.h"
#include "scenarios/format/input_error.h"

namespace drmsim::scenarios {
namespace {

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The first vocabulary of which there is a push or a run.
Vocabulary vocabulary_of(const Capture& capture) {
  const auto has = [&capture](std::initializer_list<std::string_view> names) {
    return std::any_of(capture.events.begin(), capture.events.end(),
                       [&names](const TraceEvent& event) { return is_any_of(event.name, names); });
  };
  if (has({"drm_sched_job_queue", "drm_sched_job_run"})) return Vocabulary::stable;
  if (has({"drm_sched_job", "drm_run_job"})) return Vocabulary::older;
  if (has({"amdgpu_cs_ioctl", "amdgpu_sched_run_job"})) return Vocabulary::amdgpu;
  throw InputError(Diagnostic{capture.file, 0, 0,
                              "no job is pushed or run in it; expected `drm_sched_job_queue` and "
                              "`drm_sched_job_run`, or what older kernels and amdgpu call them"});
}

class Joiner {
 public:
  explicit Joiner(const Capture& capture) : capture_(capture) {
    all_.vocabulary = vocabulary_of(capture);
  }

  CaptureJobs join() {
    for (const TraceEvent& event : capture_.events) {
      if (!take(event)) ++all_.ignored_events;
    }
    return std::move(all_);
  }

 private:
  using Key = std::string;

  // --- Fields ---

  [[noreturn]] void refuse(const TraceEvent& event, const std::string& why) const {
    const std::string what = fmt::format("`{}`{}", event.name, why);
    if (capture_.is_text) {
      throw InputError(Diagnostic{capture_.file, static_cast<int>(event.place), 0, what});
    }
    throw InputError(
        Diagnostic{capture_.file, 0, 0, place_text(capture_, event.place) + ": " + what});
  }

  const std::string& field(const TraceEvent& event, std::string_view name) const {
    const std::string* value = event.find(name);
    if (value == nullptr) refuse(event, fmt::format(" has no field `{}`", name));
    return *value;
  }

  // As text, without leading zeros: what fences are told apart by.
  std::string number(const TraceEvent& event, std::string_view name) const {
    const std::string& digits = field(event, name);
    std::uint64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || rest != end) {
      refuse(event, fmt::format(" has `{}` {}; expected a number", name, shown(digits, '`')));
    }
    return std::to_string(value);
  }

  Key fence(const TraceEvent& event, std::string_view context, std::string_view seqno) const {
    return number(event, context) + ":" + number(event, seqno);
  }

  // --- Tables ---

  std::size_t ring(const std::string& name, const std::string& device) {
    const auto [found, is_new] = rings_.emplace(std::pair(device, name), all_.rings.size());
    if (is_new) all_.rings.push_back({name, device, {}});
    return found->second;
  }

  std::size_t context(const std::string& key) {
    const auto [found, is_new] = contexts_.emplace(key, all_.contexts.size());
    if (is_new) all_.contexts.push_back({key, {}, 0, {}, false});
    return found->second;
  }

  // The job of that key, made if it is not there.
  CaptureJob& job(const Key& key, const TraceEvent& event, const std::string& context_key,
                  std::size_t on_ring) {
    const auto [found, is_new] = jobs_.emplace(key, all_.jobs.size());
    if (is_new) {
      CaptureJob& made = all_.jobs.emplace_back();
      made.fence = key;
      made.place = event.place;
      made.ring = on_ring;
      made.context = context(context_key);
    }
    return all_.jobs[found->second];
  }

  void pushed(CaptureJob& job, const TraceEvent& event) {
    if (job.pushed_ns.has_value()) return;
    job.pushed_ns = event.time_ns;
    CaptureContext& context = all_.contexts[job.context];
    if (!context.pushes) {
      context.pushes = true;
      context.comm = event.comm;
      context.pid = event.pid;
    }
    if (const std::string* client = event.find("client_id")) context.client = *client;
  }

  static void ran(CaptureJob& job, const TraceEvent& event) {
    if (!job.run_ns.has_value()) job.run_ns = event.time_ns;
  }

  void done(const Key& key, const TraceEvent& event) {
    const auto found = jobs_.find(key);
    if (found == jobs_.end()) {
      ++all_.unknown_dones;
    } else if (CaptureJob& job = all_.jobs[found->second]; !job.done_ns.has_value()) {
      job.done_ns = event.time_ns;
    }
  }

  // What an entity waits for, of a job of its own scheduler, is the `scheduled` fence: that has the
  // context before the finished one's.
  static Key finished_beside(const Key& fence) {
    const std::size_t colon = std::min(fence.find(':'), fence.size());
    std::uint64_t context = 0;
    const auto [rest, error] = std::from_chars(fence.data(), fence.data() + colon, context);
    if (error != std::errc{} || rest != fence.data() + colon) return {};  // a pointer's
    return std::to_string(context + 1) + fence.substr(colon);
  }

  // A dependency counts while it has not signalled.
  void depends(const Key& key, const Key& on) {
    const auto found = jobs_.find(key);
    if (found == jobs_.end()) return;  // armed, and pushed later: see waiting_
    depends(all_.jobs[found->second], found->second, on);
  }

  void depends(CaptureJob& job, std::size_t index, const Key& on) {
    auto other = jobs_.find(on);
    if (other == jobs_.end()) other = jobs_.find(finished_beside(on));
    if (other == jobs_.end()) {
      job.waits_for_unknown = true;
      ++all_.unknown_fences;
      return;
    }
    if (other->second == index || all_.jobs[other->second].done_ns.has_value()) return;
    if (std::find(job.after.begin(), job.after.end(), other->second) == job.after.end()) {
      job.after.push_back(other->second);
    }
  }

  // --- Events; false: of another vocabulary ---

  bool take(const TraceEvent& event) {
    if (event.name == "drm_vblank_event") {
      all_.vblanks.push_back({field(event, "crtc"), event.time_ns});
      return true;
    }
    if (is_any_of(event.name, {"timedout_job", "hw_reset"})) return recovery(event);
    switch (all_.vocabulary) {
      case Vocabulary::stable:
        return stable(event);
      case Vocabulary::older:
        return older(event);
      case Vocabulary::amdgpu:
        return amdgpu(event);
    }
    return false;
  }

  bool stable(const TraceEvent& event) {
    const bool is_push = event.name == "drm_sched_job_queue";
    if (is_push || event.name == "drm_sched_job_run") {
      const Key key = fence(event, "fence_context", "fence_seqno");
      CaptureJob& of = job(key, event, number(event, "fence_context"),
                           ring(field(event, "name"), field(event, "dev")));
      is_push ? pushed(of, event) : ran(of, event);
      if (is_push) add_waiting(key);
    } else if (event.name == "drm_sched_job_done") {
      done(fence(event, "fence_context", "fence_seqno"), event);
    } else if (event.name == "drm_sched_job_add_dep") {
      // Comes before the push.
      waiting_[fence(event, "fence_context", "fence_seqno")].push_back(
          fence(event, "ctx", "seqno"));
    } else if (event.name == "drm_sched_job_unschedulable") {
      depends(fence(event, "fence_context", "fence_seqno"), fence(event, "ctx", "seqno"));
    } else if (event.name == "dma_fence_signaled") {
      signalled(fence(event, "context", "seqno"), event);
    } else {
      return false;
    }
    return true;
  }

  void add_waiting(const Key& key) {
    const auto found = waiting_.find(key);
    if (found == waiting_.end()) return;
    for (const Key& on : found->second) depends(key, on);
    waiting_.erase(found);
  }

  // The finished fence is signalled: a job is done, if its own event is not in the capture.
  void signalled(const Key& key, const TraceEvent& event) {
    if (jobs_.count(key) != 0) done(key, event);
  }

  bool older(const TraceEvent& event) {
    const bool is_push = event.name == "drm_sched_job";
    if (is_push || event.name == "drm_run_job") {
      const Key pointer = field(event, "fence");
      const std::size_t on_ring = ring(field(event, "name"), "");
      // The number of a job of a scheduler: the pointer will be another job's.
      const Key key = field(event, "name") + " " + number(event, "id");
      CaptureJob& of = job(key, event, field(event, "entity"), on_ring);
      is_push ? pushed(of, event) : ran(of, event);
      pointers_[pointer] = key;
    } else if (event.name == "drm_sched_process_job") {
      const auto found = pointers_.find(field(event, "fence"));
      if (found == pointers_.end()) {
        ++all_.unknown_dones;
      } else {
        done(found->second, event);
        pointers_.erase(found);
      }
    } else if (event.name == "drm_sched_job_wait_dep") {
      const auto found = pointers_.find(field(event, "fence"));
      depends(field(event, "name") + " " + number(event, "id"),
              found == pointers_.end() ? Key() : found->second);
    } else {
      return false;
    }
    return true;
  }

  bool amdgpu(const TraceEvent& event) {
    const bool is_push = event.name == "amdgpu_cs_ioctl";
    if (is_push || event.name == "amdgpu_sched_run_job") {
      const std::string& timeline = field(event, "timeline");
      CaptureJob& of = job(fence(event, "context", "seqno"), event, number(event, "context"),
                           ring(timeline, ""));
      is_push ? pushed(of, event) : ran(of, event);
    } else if (event.name == "dma_fence_signaled") {
      // Most are of other fences: hardware's, `scheduled`.
      signalled(fence(event, "context", "seqno"), event);
    } else {
      return false;
    }
    return true;
  }

  // The word behind `key` in "job=x1 sched=gfx karma=0 fence=5:2"; empty: there is none.
  static std::string word_behind(const std::string& text, const std::string& key) {
    const std::size_t at = (" " + text).find(" " + key);
    if (at == std::string::npos) return {};
    const std::string word = text.substr(at + key.size());
    return word.substr(0, word.find(' '));
  }

  bool recovery(const TraceEvent& event) {
    const std::string& text = field(event, "text");
    const std::string name = word_behind(text, "sched=");
    const auto of = std::find_if(all_.rings.begin(), all_.rings.end(),
                                 [&name](const CaptureRing& one) { return one.name == name; });
    if (of == all_.rings.end()) return !name.empty();  // nothing was ever pushed to it
    if (event.name == "hw_reset") {
      of->resets_ns.push_back(event.time_ns);
      return true;
    }
    const auto found = jobs_.find(word_behind(text, "fence="));
    CaptureJob* job = found != jobs_.end()
                          ? &all_.jobs[found->second]
                          : oldest_of(static_cast<std::size_t>(of - all_.rings.begin()));
    if (job != nullptr && !job->done_ns) job->timeouts_ns.push_back(event.time_ns);
    return true;
  }

  // Of the ring's jobs that are run and not done.
  CaptureJob* oldest_of(std::size_t ring) {
    CaptureJob* oldest = nullptr;
    for (CaptureJob& one : all_.jobs) {
      if (one.ring != ring || !one.run_ns || one.done_ns) continue;
      if (oldest == nullptr || *one.run_ns < *oldest->run_ns) oldest = &one;
    }
    return oldest;
  }

  const Capture& capture_;
  CaptureJobs all_;
  std::map<std::pair<std::string, std::string>, std::size_t> rings_;  // by device and name
  std::map<std::string, std::size_t> contexts_;
  std::map<Key, std::size_t> jobs_;
  std::map<Key, std::vector<Key>> waiting_;  // dependencies of jobs that are not pushed yet
  std::map<std::string, Key> pointers_;      // finished fences that have not signalled
};

}  // namespace

const char* vocabulary_name(Vocabulary vocabulary) {
  switch (vocabulary) {
    case Vocabulary::stable:
      return "drm_sched_job_queue, _run, _done";
    case Vocabulary::older:
      return "drm_sched_job, drm_run_job, drm_sched_process_job";
    case Vocabulary::amdgpu:
      return "amdgpu_cs_ioctl, amdgpu_sched_run_job, dma_fence_signaled";
  }
  return "";
}

CaptureJobs join_jobs(const Capture& capture) {
  return Joiner(capture).join();
}

std::string place_text(const Capture& capture, std::uint64_t place) {
  return fmt::format("{} {}", capture.is_text ? "line" : "offset", place);
}

}  // namespace drmsim::scenarios
