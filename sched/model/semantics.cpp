#include "sched/model/semantics.h"

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
    SWITCH(killed_entity_returns),
    SWITCH(signaled_fence_asks_scheduler),
    SWITCH(fini_cancels_jobs),
    SWITCH(no_hang_status),
    SWITCH(jobs_have_no_id),
    SWITCH(credits_are_fixed),
    SWITCH(free_worker_frees_all),
    SWITCH(workers_ignore_pause),
    SWITCH(policies_are_keys),
    SWITCH(run_queue_priority_is_fixed),
    SWITCH(fini_leaves_entities),
    SWITCH(karma_reaches_kernel_entities),
    SWITCH(recovery_is_the_drivers),
    SWITCH(independent_fences),
    SWITCH(run_queue_is_not_looked_at),
    SWITCH(main_thread),
    SWITCH(jobs_are_counted),
    SWITCH(four_run_queues),
    SWITCH(entity_killed_by_fini),
    SWITCH(parent_set_after_scheduled),
    SWITCH(hardware_errors_stay_below),
    SWITCH(restart_without_fence_succeeds),
    SWITCH(failed_dependency_is_pipelined),
    SWITCH(round_robin_only),
    SWITCH(tdr_leaves_job_on_pending_list),
    SWITCH(free_cancels_timeout_first),
    SWITCH(reinserted_job_is_not_freed),
    SWITCH(stop_drops_guilty_job),
    SWITCH(kernel_jobs_gain_karma),
    SWITCH(start_without_callbacks),
    SWITCH(start_forgets_credits),
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
    SWITCH(fini_leaves_timeout),
    SWITCH(signal_without_reference),
};
#undef SWITCH

// Debian's 6.1: what 6.8 and the releases before it changed, and the defects mended since that its
// stable series still has.
Semantics linux_6_1() {
  Semantics semantics;
  semantics.preset = "linux-6.1";
  semantics.submission_restarts_timeout = false;
  for (const std::string_view name :
       {"main_thread", "jobs_are_counted", "four_run_queues", "entity_killed_by_fini",
        "parent_set_after_scheduled", "hardware_errors_stay_below",
        "restart_without_fence_succeeds", "failed_dependency_is_pipelined", "round_robin_only",
        "entity_idle_for_one_waiter", "kill_skips_current_dependency", "stranger_kills_entity",
        "kill_leaks_last_scheduled"}) {
    semantics.set_switch(name, true);
  }
  return semantics;
}

Semantics linux_6_17() {
  Semantics semantics;
  semantics.preset = "linux-6.17";
  semantics.put_parent_before_add_callback = false;
  for (const std::string_view name :
       {"fini_cancels_jobs", "no_hang_status", "jobs_have_no_id", "credits_are_fixed"}) {
    semantics.set_switch(name, true);
  }
  return semantics;
}

Semantics linux_7_2() {
  Semantics semantics = linux_6_17();
  semantics.preset = "linux-7.2";
  semantics.signaled_fence_asks_scheduler = false;
  for (const std::string_view name :
       {"free_worker_frees_all", "workers_ignore_pause", "policies_are_keys",
        "run_queue_priority_is_fixed", "fini_leaves_entities", "karma_reaches_kernel_entities",
        "recovery_is_the_drivers", "independent_fences"}) {
    semantics.set_switch(name, true);
  }
  return semantics;
}

Semantics linux_7_3() {
  Semantics semantics = linux_7_2();
  semantics.preset = "linux-7.3";
  semantics.run_queue_is_not_looked_at = true;
  return semantics;
}

const std::array<Semantics, 5>& presets() {
  static const std::array<Semantics, 5> kPresets = {Semantics{}, linux_6_1(), linux_6_17(),
                                                    linux_7_2(), linux_7_3()};
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
