// What a kernel's trace buffer would hold of a run: events, and how they are laid out and printed.
//
// One table says both, so that a text and a trace.dat of the same run cannot differ. The kernel's
// events have the kernel's fields and text; what it has no event for is an event of the system
// `drmsim`, named as in sim/EVENTS.md, with one string.
// Source: gpu_scheduler_trace.h of 6.12 and 7.3, include/trace/events/{dma_fence,irq}.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/event.h"
#include "sim/time.h"

namespace drmsim::timeline {

// By what names drm/sched's events go: the stable ones, or those before them.
enum class TraceNames : std::uint8_t { linux_6_17, linux_6_12 };

enum class TraceFieldKind : std::uint8_t { u32, s32, u64, pointer, string };

struct TraceField {
  TraceFieldKind kind;
  std::string_view type;  // as in C
  std::string_view name;
};

// One conversion of the printed text, and the field that it shows.
struct TraceArgument {
  std::size_t field = 0;
  bool handled = false;  // an irqreturn_t, shown as a word
};

struct TraceFormat {
  std::uint16_t id;
  std::string_view system;
  std::string_view name;
  std::vector<TraceField> fields;
  std::string_view print;  // as printk's
  std::vector<TraceArgument> arguments;
};

enum class TraceId : std::uint16_t {
  drm_sched_job_queue,
  drm_sched_job_run,
  drm_sched_job_done,
  drm_sched_job_add_dep,
  drm_sched_job_unschedulable,
  drm_sched_job,
  drm_run_job,
  drm_sched_process_job,
  drm_sched_job_wait_dep,
  dma_fence_signaled,
  irq_handler_entry,
  irq_handler_exit,
};

const TraceFormat& trace_format(TraceId id);
const TraceFormat& own_trace_format(sim::EventKind kind);

// Who did it: a context of the run, as the kernel would name what runs there. Each has a processor
// of its own, but they are shared by turns if there are very many.
struct TraceTask {
  std::uint32_t pid = 0;
  std::string comm;
  std::uint16_t cpu = 0;
  bool interrupt = false;
};

inline constexpr std::size_t kTraceFieldsMax = 7;

struct TraceValue {
  std::uint64_t number = 0;
  std::string text;
};

struct TraceEvent {
  sim::TimeNs time_ns = 0;  // no two events have the same
  const TraceFormat* format = nullptr;
  const TraceTask* task = nullptr;                // lives as long as the run is recorded
  std::array<TraceValue, kTraceFieldsMax> value;  // of each field
};

class TraceSink {
 public:
  virtual ~TraceSink() = default;
  virtual void on_trace_event(const TraceEvent& event) = 0;  // in order of time
};

// "fence=3:1 depends on fence=5:1": what the kernel prints behind the event's name.
std::string trace_text(const TraceEvent& event);

}  // namespace drmsim::timeline
