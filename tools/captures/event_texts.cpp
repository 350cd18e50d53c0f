#include "tools/captures/event_texts.h"

#include <algorithm>

namespace drmsim::scenarios {
namespace {

constexpr std::string_view kJobForm =
    "dev={dev}, fence={fence_context}:{fence_seqno}, ring={name}, job count:{job_count}, "
    "hw job count:{hw_job_count}, client_id:{client_id}";
constexpr std::string_view kOldJobForm =
    "entity={entity}, id={id}, fence={fence}, ring={name}, job count:{job_count}, "
    "hw job count:{hw_job_count}";
constexpr std::string_view kAmdgpuForm =
    "sched_job={}, timeline={timeline}, context={context}, seqno={seqno}, ring_name={}, "
    "num_ibs={num_ibs}";
constexpr std::string_view kNewAmdgpuForm =
    "timeline={timeline}, fence={context}:{seqno}, ring_name={}, num_ibs={num_ibs}";

// A form in pieces: literals, and the field behind each.
struct Piece {
  std::string_view literal;
  std::string_view field;
  bool has_field = false;
};

std::vector<Piece> pieces_of(std::string_view form) {
  std::vector<Piece> pieces;
  while (!form.empty()) {
    const std::size_t open = form.find('{');
    if (open == std::string_view::npos) {
      pieces.push_back({form, {}, false});
      break;
    }
    const std::size_t close = form.find('}', open);
    pieces.push_back({form.substr(0, open), form.substr(open + 1, close - open - 1), true});
    form.remove_prefix(close + 1);
  }
  return pieces;
}

EventText with_fields(std::string_view name, std::vector<std::string_view> forms) {
  EventText text{name, std::move(forms), {}};
  for (const std::string_view form : text.forms) {
    for (const Piece& piece : pieces_of(form)) {
      const bool known =
          std::find(text.fields.begin(), text.fields.end(), piece.field) != text.fields.end();
      if (piece.has_field && !piece.field.empty() && !known) text.fields.push_back(piece.field);
    }
  }
  return text;
}

// Two vocabularies of drm/sched, amdgpu's own, displays, and what drmsim writes of itself.
const std::vector<EventText>& all_texts() {
  static const std::vector<EventText> kTexts = {
      with_fields("drm_sched_job_queue", {kJobForm}),
      with_fields("drm_sched_job_run", {kJobForm}),
      with_fields("drm_sched_job_done", {"fence={fence_context}:{fence_seqno} signaled"}),
      with_fields("drm_sched_job_add_dep",
                  {"fence={fence_context}:{fence_seqno} depends on fence={ctx}:{seqno}"}),
      with_fields(
          "drm_sched_job_unschedulable",
          {"fence={fence_context}:{fence_seqno} depends on unsignalled fence={ctx}:{seqno}"}),
      with_fields("drm_sched_job", {kOldJobForm}),
      with_fields("drm_run_job", {kOldJobForm}),
      with_fields("drm_sched_process_job", {"fence={fence} signaled"}),
      with_fields("drm_sched_job_wait_dep",
                  {"job ring={name}, id={id}, depends fence={fence}, context={ctx}, seq={seqno}"}),
      with_fields("amdgpu_cs_ioctl", {kAmdgpuForm, kNewAmdgpuForm}),
      with_fields("amdgpu_sched_run_job", {kAmdgpuForm, kNewAmdgpuForm}),
      with_fields("dma_fence_signaled",
                  {"driver={} timeline={timeline} context={context} seqno={seqno}"}),
      with_fields("drm_vblank_event",
                  {"crtc={crtc}, seq={seq}, time={}, high-prec={}", "crtc={crtc}, seq={seq}"}),
      with_fields("timedout_job", {"{text}"}),
      with_fields("hw_reset", {"{text}"}),
  };
  return kTexts;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::optional<std::vector<TraceField>> match_form(std::string_view form, std::string_view text) {
  std::vector<TraceField> fields;
  const std::vector<Piece> pieces = pieces_of(form);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    if (text.substr(0, piece.literal.size()) != piece.literal) return std::nullopt;
    text.remove_prefix(piece.literal.size());
    if (!piece.has_field) continue;
    const std::size_t end =
        i + 1 < pieces.size() ? text.find(pieces[i + 1].literal) : std::string_view::npos;
    if (i + 1 < pieces.size() && end == std::string_view::npos) return std::nullopt;
    const std::string_view value = trimmed(text.substr(0, end));
    if (value.empty()) return std::nullopt;
    if (!piece.field.empty()) fields.push_back({piece.field, std::string(value)});
    text.remove_prefix(std::min(end, text.size()));
  }
  if (!text.empty()) return std::nullopt;
  return fields;
}

}  // namespace

std::optional<std::vector<TraceField>> EventText::match(std::string_view text) const {
  for (const std::string_view form : forms) {
    if (auto found = match_form(form, trimmed(text))) return found;
  }
  return std::nullopt;
}

const EventText* event_text(std::string_view name) {
  const std::vector<EventText>& all = all_texts();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [name](const EventText& text) { return text.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace drmsim::scenarios
