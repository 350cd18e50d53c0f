#include "tools/timeline/trace_event.h"

#include <iterator>

#include <fmt/format.h>

#include "sim/assert.h"

namespace drmsim::timeline {
namespace {

constexpr std::uint16_t kFirstId = 1001;  // a kernel numbers its events as they come
constexpr std::uint16_t kFirstOwnId = 1101;

using FieldKind = TraceFieldKind;

constexpr std::string_view kString = "__data_loc char[]";

TraceField number64(std::string_view name) {
  return {FieldKind::u64, "u64", name};
}

// The fields of the 6.17 events that say what a fence depends on.
std::vector<TraceField> dependency_fields() {
  return {number64("fence_context"), number64("fence_seqno"), number64("ctx"), number64("seqno")};
}

std::vector<TraceField> job_fields() {
  return {{FieldKind::string, kString, "name"},
          {FieldKind::u32, "u32", "job_count"},
          {FieldKind::s32, "int", "hw_job_count"},
          {FieldKind::string, kString, "dev"},
          number64("fence_context"),
          number64("fence_seqno"),
          number64("client_id")};
}

std::vector<TraceField> job_fields_6_12() {
  return {{FieldKind::pointer, "struct drm_sched_entity *", "entity"},
          {FieldKind::pointer, "struct dma_fence *", "fence"},
          {FieldKind::string, kString, "name"},
          {FieldKind::u64, "uint64_t", "id"},
          {FieldKind::u32, "u32", "job_count"},
          {FieldKind::s32, "int", "hw_job_count"}};
}

constexpr std::string_view kJob =
    "dev=%s, fence=%llu:%llu, ring=%s, job count:%u, hw job count:%d, client_id:%llu";
constexpr std::string_view kJob612 =
    "entity=%p, id=%llu, fence=%p, ring=%s, job count:%u, hw job count:%d";
const std::vector<TraceArgument> kJobArguments = {{3}, {4}, {5}, {0}, {1}, {2}, {6}};
const std::vector<TraceArgument> kJob612Arguments = {{0}, {3}, {1}, {2}, {4}, {5}};

// In the order of TraceId.
std::vector<TraceFormat> kernel_formats() {
  constexpr std::string_view sched = "gpu_scheduler";
  std::vector<TraceFormat> formats = {
      {0, sched, "drm_sched_job_queue", job_fields(), kJob, kJobArguments},
      {0, sched, "drm_sched_job_run", job_fields(), kJob, kJobArguments},
      {0,
       sched,
       "drm_sched_job_done",
       {number64("fence_context"), number64("fence_seqno")},
       "fence=%llu:%llu signaled",
       {{0}, {1}}},
      {0,
       sched,
       "drm_sched_job_add_dep",
       dependency_fields(),
       "fence=%llu:%llu depends on fence=%llu:%llu",
       {{0}, {1}, {2}, {3}}},
      {0,
       sched,
       "drm_sched_job_unschedulable",
       dependency_fields(),
       "fence=%llu:%llu depends on unsignalled fence=%llu:%llu",
       {{0}, {1}, {2}, {3}}},
      {0, sched, "drm_sched_job", job_fields_6_12(), kJob612, kJob612Arguments},
      {0, sched, "drm_run_job", job_fields_6_12(), kJob612, kJob612Arguments},
      {0,
       sched,
       "drm_sched_process_job",
       {{FieldKind::pointer, "struct dma_fence *", "fence"}},
       "fence=%p signaled",
       {{0}}},
      {0,
       sched,
       "drm_sched_job_wait_dep",
       {{FieldKind::string, kString, "name"},
        {FieldKind::u64, "uint64_t", "id"},
        {FieldKind::pointer, "struct dma_fence *", "fence"},
        {FieldKind::u64, "uint64_t", "ctx"},
        {FieldKind::u32, "unsigned", "seqno"}},
       "job ring=%s, id=%llu, depends fence=%p, context=%llu, seq=%u",
       {{0}, {1}, {2}, {3}, {4}}},
      {0,
       "dma_fence",
       "dma_fence_signaled",
       {{FieldKind::string, kString, "driver"},
        {FieldKind::string, kString, "timeline"},
        {FieldKind::u32, "unsigned int", "context"},
        {FieldKind::u32, "unsigned int", "seqno"}},
       "driver=%s timeline=%s context=%u seqno=%u",
       {{0}, {1}, {2}, {3}}},
      {0,
       "irq",
       "irq_handler_entry",
       {{FieldKind::s32, "int", "irq"}, {FieldKind::string, kString, "name"}},
       "irq=%d name=%s",
       {{0}, {1}}},
      {0,
       "irq",
       "irq_handler_exit",
       {{FieldKind::s32, "int", "irq"}, {FieldKind::s32, "int", "ret"}},
       "irq=%d ret=%s",
       {{0}, {1, true}}},
  };
  for (std::size_t i = 0; i < formats.size(); ++i) {
    formats[i].id = static_cast<std::uint16_t>(kFirstId + i);
  }
  return formats;
}

// In the order of EventKind. Kinds that are printed by the same name have the same number.
std::vector<TraceFormat> own_formats() {
  std::vector<TraceFormat> formats;
  for (std::size_t i = 0; i < sim::event_kind_count(); ++i) {
    const std::string_view name = sim::schema_of(static_cast<sim::EventKind>(i)).name;
    auto id = static_cast<std::uint16_t>(kFirstOwnId + i);
    for (const TraceFormat& before : formats) {
      if (before.name == name) id = before.id;
    }
    formats.push_back({id, "drmsim", name, {{FieldKind::string, kString, "text"}}, "%s", {{0}}});
  }
  return formats;
}

void append(std::string& text, std::string_view conversion, const TraceArgument& argument,
            const TraceValue& value) {
  auto out = std::back_inserter(text);
  if (argument.handled) {
    text += value.number != 0 ? "handled" : "unhandled";
  } else if (conversion == "s") {
    text += value.text;
  } else if (conversion == "p") {
    fmt::format_to(out, "{:016x}", value.number);
  } else if (conversion == "d") {
    fmt::format_to(out, "{}", static_cast<std::int32_t>(value.number));
  } else if (conversion == "u") {
    fmt::format_to(out, "{}", static_cast<std::uint32_t>(value.number));
  } else {
    DRMSIM_ASSERT(conversion == "llu", "no event is printed with another conversion");
    fmt::format_to(out, "{}", value.number);
  }
}

}  // namespace

const TraceFormat& trace_format(TraceId id) {
  static const std::vector<TraceFormat> formats = kernel_formats();
  return formats[static_cast<std::size_t>(id)];
}

const TraceFormat& own_trace_format(sim::EventKind kind) {
  static const std::vector<TraceFormat> formats = own_formats();
  return formats[static_cast<std::size_t>(kind)];
}

std::string trace_text(const TraceEvent& event) {
  const TraceFormat& format = *event.format;
  std::string text;
  std::size_t next = 0;
  for (std::size_t at = 0; at < format.print.size(); ++at) {
    if (format.print[at] != '%') {
      text += format.print[at];
      continue;
    }
    const std::size_t last = format.print.find_first_of("updcs", at);
    const TraceArgument& argument = format.arguments[next++];
    append(text, format.print.substr(at + 1, last - at), argument, event.value[argument.field]);
    at = last;
  }
  return text;
}

}  // namespace drmsim::timeline
