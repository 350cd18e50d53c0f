// Defects of drm/sched, one bit each, by their id in the catalogue of bugs ("A4").
//
// A scenario brings one in with `defects`, and mends one that a release itself has with `without`.
// Each is one line where it matters: `if (has(Defect::a4_timer_cancelled_early))`. What a release
// has: sched/model/release.h.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace drmsim::drm {

enum class Defect : std::uint8_t {
  a1_job_stays_on_pending_list,
  a3_reinserted_job_not_freed,
  a4_timer_cancelled_early,
  a7_submission_restarts_timeout,
  a13_guilty_job_dropped,
  a17_kernel_job_blamed,
  b2_pause_is_a_flag,
  b7_start_without_callbacks,
  b8_freed_before_callback,
  c1_entity_idle_for_one_waiter,
  c2_killed_in_interrupt,
  c3_killed_never_scheduled,
  c4_dependency_cleared_silently,
  c5_current_dependency_skipped,
  c6_last_scheduled_leaks,
  c9_new_entity_not_idle,
  c11_stranger_kills_entity,
  d1_pending_jobs_leaked,
  d2_timeout_outlives_scheduler,
  d5_fence_asks_scheduler,
  e1_counted_after_link,
  e2_worker_sleeps_at_dependency,
  e5_submitter_looks_at_queue,
  e6_submitter_writes_after_push,
  e13_parent_put_first,
  f1_signal_without_reference,
  n1_killed_entity_returns,
  n6_run_queue_priority_fixed,
  n7_workers_ignore_pause,
  t1_credits_lost_in_restart,
  count,
};

struct DefectInfo {
  Defect defect;
  std::string_view id;
  std::string_view what;
};

class Defects {
 public:
  Defects() = default;
  Defects(std::initializer_list<Defect> defects) {
    for (const Defect defect : defects) set(defect);
  }
  bool has(Defect defect) const { return bits_[static_cast<std::size_t>(defect)]; }
  void set(Defect defect, bool on = true) { bits_[static_cast<std::size_t>(defect)] = on; }

  // In the order of their ids.
  static const std::array<DefectInfo, static_cast<std::size_t>(Defect::count)>& all();
  static const DefectInfo* find(std::string_view id);  // null: there is none
  static std::vector<std::string_view> ids();

 private:
  std::bitset<static_cast<std::size_t>(Defect::count)> bits_;
};

}  // namespace drmsim::drm
