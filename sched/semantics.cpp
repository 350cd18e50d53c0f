#include "sched/semantics.h"

#include <array>

namespace drmsim::sched {
namespace {

struct Switch {
  std::string_view name;
  bool Semantics::*member;
};

#define SWITCH(name)        \
  Switch {                  \
#name, &Semantics::name \
  }
constexpr std::array kSwitches = {
    SWITCH(put_parent_before_add_callback),
    SWITCH(submission_restarts_timeout),
    SWITCH(pause_is_a_flag),
    SWITCH(fini_cancels_jobs),
    SWITCH(tdr_leaves_job_on_pending_list),
    SWITCH(free_cancels_timeout_first),
    SWITCH(reinserted_job_is_not_freed),
    SWITCH(stop_drops_guilty_job),
    SWITCH(kernel_jobs_gain_karma),
    SWITCH(start_without_callbacks),
    SWITCH(free_when_parent_signaled),
    SWITCH(entity_idle_for_one_waiter),
    SWITCH(kill_frees_in_callback),
    SWITCH(kill_skips_current_dependency),
    SWITCH(stranger_kills_entity),
    SWITCH(kill_skips_scheduled),
    SWITCH(dependency_cleared_without_wakeup),
    SWITCH(kill_leaks_last_scheduled),
    SWITCH(new_entity_is_not_idle),
    SWITCH(queue_counts_after_link),
    SWITCH(run_worker_stops_at_dependency),
    SWITCH(submitter_looks_at_queue),
    SWITCH(submitter_writes_after_push),
    SWITCH(signal_without_reference),
};
#undef SWITCH

const std::array<Semantics, 1>& presets() {
  static const std::array<Semantics, 1> kPresets = {Semantics{}};
  return kPresets;
}

}  // namespace

const Semantics* Semantics::find_preset(std::string_view name) {
  for (const Semantics& preset : presets()) {
    if (preset.preset == name) return &preset;
  }
  return nullptr;
}

std::vector<std::string_view> Semantics::preset_names() {
  std::vector<std::string_view> names;
  for (const Semantics& preset : presets()) names.push_back(preset.preset);
  return names;
}

bool Semantics::set_switch(std::string_view name, bool on) {
  for (const Switch& candidate : kSwitches) {
    if (candidate.name != name) continue;
    this->*candidate.member = on;
    return true;
  }
  return false;
}

std::vector<std::string_view> Semantics::switch_names() {
  std::vector<std::string_view> names;
  for (const Switch& candidate : kSwitches) names.push_back(candidate.name);
  return names;
}

}  // namespace drmsim::sched
