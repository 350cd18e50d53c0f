// The jobs of a capture: events joined, one entry for each job, whatever the kernel calls them.
//
// Vocabularies: the stable events of 6.17 and later (a job is its finished fence, context:seqno),
// those of drm/sched before (a fence is a pointer, which is used again), and amdgpu's own with
// dma_fence_signaled. Where a capture has several, the first of these alone counts: a job must not
// count twice. Limits: of a fence that others made nothing is known but its number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/time.h"
#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

enum class Vocabulary : std::uint8_t { stable, older, amdgpu };
const char* vocabulary_name(Vocabulary vocabulary);

struct CaptureJob {
  std::size_t ring = 0;     // in CaptureJobs::rings
  std::size_t context = 0;  // in CaptureJobs::contexts
  std::string fence;        // for people
  std::uint64_t place = 0;  // of its first event
  std::optional<sim::TimeNs> pushed_ns;
  std::optional<sim::TimeNs> run_ns;
  std::optional<sim::TimeNs> done_ns;
  std::vector<std::size_t> after;        // jobs that it depends on
  bool waits_for_unknown = false;        // for a fence of no job of the capture
  std::vector<sim::TimeNs> timeouts_ns;  // whose handler found it at the head of its ring

  bool is_whole() const { return pushed_ns && run_ns && done_ns; }
  // Timed out, and never done.
  bool hangs() const { return pushed_ns && run_ns && !done_ns && !timeouts_ns.empty(); }
};

// Who pushes: an entity, as far as a capture shows.
struct CaptureContext {
  std::string key;   // fence context, or pointer of the entity
  std::string comm;  // of the task that pushed first; empty: nobody was seen
  int pid = 0;
  std::string client;   // client_id; empty: the vocabulary has none
  bool pushes = false;  // a push was seen; else the kernel's own jobs of amdgpu
};

struct CaptureRing {
  std::string name;
  std::string device;                  // empty: the vocabulary does not say
  std::vector<sim::TimeNs> resets_ns;  // seen, or followed from a timeout
};

struct CaptureVblank {
  std::string crtc;
  sim::TimeNs time_ns = 0;
};

struct CaptureJobs {
  Vocabulary vocabulary = Vocabulary::stable;
  std::vector<CaptureRing> rings;
  std::vector<CaptureContext> contexts;
  std::vector<CaptureJob> jobs;  // in the order of their first events
  std::vector<CaptureVblank> vblanks;
  std::uint64_t unknown_fences = 0;  // dependencies on fences of no job
  std::uint64_t ignored_events = 0;  // of another vocabulary
  std::uint64_t unknown_dones = 0;   // of jobs whose push and run came before the capture
};

// Throws InputError, with the place: a field that is no number; no event of any job.
CaptureJobs join_jobs(const Capture& capture);

// "line 12", or "offset 4096".
std::string place_text(const Capture& capture, std::uint64_t place);

}  // namespace drmsim::scenarios
