#include "sim/hazard.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sim/tracked.h"
#include "sim/wait_graph.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

constexpr std::array<std::string_view, 38> kNames = {
    "use_after_free",
    "double_free",
    "refcount_underflow",
    "leak",
    "fence_reinitialised",
    "fence_signalled_twice",
    "fence_error_after_signal",
    "fence_never_signalled",
    "fence_order",
    "allocation_in_signalling_path",
    "sleep_in_atomic",
    "irq_unsafe_lock",
    "irq_lock_order",
    "lock_order",
    "recursive_lock",
    "self_wait",
    "work_deadlock",
    "completion_deadlock",
    "irq_deadlock",
    "fence_deadlock",
    "allocation_deadlock",
    "stall",
    "use_after_fini",
    "work_while_stopped",
    "killed_entity_returns",
    "freed_while_executing",
    "hardware_misuse",
    "innocent_blamed",
    "wrong_error",
    "late_timeout",
    "early_timeout",
    "credit_leak",
    "score_leak",
    "failed_dependency",
    "fence_timestamp",
    "out_of_bounds",
    "contract",
    "warning",
};
static_assert(kNames.size() == static_cast<std::size_t>(HazardKind::warning) + 1);

}  // namespace

std::string_view hazard_name(HazardKind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

bool hazard_from_name(std::string_view name, HazardKind& kind) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] != name) continue;
    kind = static_cast<HazardKind>(i);
    return true;
  }
  return false;
}

HazardObject::HazardObject(const Tracked& object)
    : kind(object.type()), other(object.freed_by()), life(object.life()) {}

std::string Hazard::identity() const {
  std::string text = release.empty() ? "" : release + ": ";
  text += hazard_name(kind);
  if (!object.empty()) text += " of " + object;
  if (where.known()) text += fmt::format(" in {} ({})", where.function(), where.file_name());
  return text;
}

void Hazards::report(HazardKind kind, Where where, HazardObject object, std::string message,
                     std::vector<std::string> story) {
  if (world_.stopped()) return;  // what happens while contexts are unwound is not behaviour
  const Context* context = world_.cpu().current();
  world_.log().emit(EventKind::hazard, hazard_name(kind).data());
  Hazard& hazard = all_.emplace_back();
  hazard.kind = kind;
  hazard.time_ns = world_.now();
  hazard.context = context == nullptr ? 0 : context->name();
  hazard.where = where;
  hazard.object = std::move(object.kind);
  hazard.other = object.other;
  if (release_ && where.known()) hazard.release = release_(where);
  hazard.message = std::move(message);
  hazard.story = std::move(object.life);
  for (std::string& line : story) hazard.story.push_back(std::move(line));
  const auto has_waits = [](const Hazard& one) { return !one.waits.empty(); };
  if (kind == HazardKind::stall && std::none_of(all_.begin(), all_.end(), has_waits)) {
    const WaitGraph graph(world_);
    for (std::string& line : graph.text()) hazard.story.push_back(std::move(line));
    hazard.waits = graph.lines();
  }
}

void Hazards::message(Where where, std::string message) {
  if (world_.stopped()) return;
  report(HazardKind::warning, where, "", std::move(message));
  all_.back().message_only = true;
}

void Hazards::report_last(HazardKind kind, Where where, HazardObject object, std::string message,
                          std::vector<std::string> story) {
  if (world_.stopped()) return;
  report(kind, where, std::move(object), std::move(message), std::move(story));
  world_.stop();
}

void Hazards::fatal(HazardKind kind, Where where, HazardObject object, std::string message,
                    std::vector<std::string> story) {
  report_last(kind, where, std::move(object), std::move(message), std::move(story));
  if (world_.cpu().current() != nullptr) world_.cpu().park();
}

}  // namespace drmsim::sim
