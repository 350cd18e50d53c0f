#include "sim/hazard.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/wait_graph.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

constexpr std::array<std::string_view, 30> kNames = {
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
    "freed_while_executing",
    "hardware_misuse",
    "innocent_blamed",
    "wrong_error",
    "late_timeout",
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

void Hazards::report(HazardKind kind, std::string message, std::vector<std::string> story) {
  if (world_.stopped()) return;  // what happens while contexts are unwound is not behaviour
  const Context* context = world_.cpu().current();
  world_.log().emit(EventKind::hazard, hazard_name(kind).data());
  all_.push_back(Hazard{kind,
                        world_.now(),
                        context == nullptr ? 0 : context->name(),
                        std::move(message),
                        std::move(story),
                        {}});
  const auto has_waits = [](const Hazard& hazard) { return !hazard.waits.empty(); };
  if (kind == HazardKind::stall && std::none_of(all_.begin(), all_.end(), has_waits)) {
    const WaitGraph graph(world_);
    for (std::string& line : graph.text()) all_.back().story.push_back(std::move(line));
    all_.back().waits = graph.lines();
  }
}

void Hazards::report_last(HazardKind kind, std::string message, std::vector<std::string> story) {
  if (world_.stopped()) return;
  report(kind, std::move(message), std::move(story));
  world_.stop();
}

void Hazards::fatal(HazardKind kind, std::string message, std::vector<std::string> story) {
  report_last(kind, std::move(message), std::move(story));
  if (world_.cpu().current() != nullptr) world_.cpu().park();
}

}  // namespace drmsim::sim
