// The switches of `semantics` that files had, and the defects that they are: a file that has one is
// refused with what to write now.
#pragma once

#include <string_view>

namespace drmsim::scenarios {

struct FormerSwitch {
  std::string_view name;
  std::string_view defect;  // its id
};

inline constexpr FormerSwitch kFormerSwitches[] = {
    {"tdr_leaves_job_on_pending_list", "A1"},
    {"reinserted_job_is_not_freed", "A3"},
    {"free_cancels_timeout_first", "A4"},
    {"submission_restarts_timeout", "A7"},
    {"stop_drops_guilty_job", "A13"},
    {"kernel_jobs_gain_karma", "A17"},
    {"pause_is_a_flag", "B2"},
    {"start_without_callbacks", "B7"},
    {"free_when_parent_signaled", "B8"},
    {"entity_idle_for_one_waiter", "C1"},
    {"kill_frees_in_callback", "C2"},
    {"kill_skips_scheduled", "C3"},
    {"dependency_cleared_without_wakeup", "C4"},
    {"kill_skips_current_dependency", "C5"},
    {"kill_leaks_last_scheduled", "C6"},
    {"new_entity_is_not_idle", "C9"},
    {"stranger_kills_entity", "C11"},
    {"fini_cancels_jobs", "D1"},
    {"fini_leaves_timeout", "D2"},
    {"signaled_fence_asks_scheduler", "D5"},
    {"queue_counts_after_link", "E1"},
    {"run_worker_stops_at_dependency", "E2"},
    {"submitter_looks_at_queue", "E5"},
    {"submitter_writes_after_push", "E6"},
    {"put_parent_before_add_callback", "E13"},
    {"signal_without_reference", "F1"},
    {"killed_entity_returns", "N1"},
    {"run_queue_priority_is_fixed", "N6"},
    {"workers_ignore_pause", "N7"},
    {"start_forgets_credits", "T1"},
};

}  // namespace drmsim::scenarios
