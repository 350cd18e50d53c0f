#include "scenarios/drivers/driver_habits.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

using Users = std::vector<std::string>;

struct Habit {
  std::string_view key;
  bool is_set;
  Users drivers;
};

template <class Member, class Owner>
Habit habit(std::string_view key, const DriverSpec& given, Member Owner::*member, Users drivers) {
  return {key, given.*member != DriverSpec{}.*member, std::move(drivers)};
}

std::vector<Habit> shared_habits(const DriverSpec& given) {
  using D = DriverSpec;
  const Users ours = {"ring", "slot", "firmware"};
  return {habit("reset_time", given, &D::reset_time_ns, ours),
          habit("resubmit", given, &D::resubmit, {"ring", "slot"}),
          habit("on_false_timeout", given, &D::on_false_timeout, ours),
          habit("release", given, &D::release, ours),
          habit("run_job_cost", given, &D::run_job_cost, ours),
          habit("may_allocate", given, &D::may_allocate, {"lima", "v3d"}),
          habit("max_error_tasks", given, &D::max_error_tasks, {"lima"})};
}

std::vector<Habit> ring_habits(const DriverSpec& given) {
  using D = DriverSpec;
  const Users ring = {"ring"};
  return {habit("reset", given, &D::reset, ring),
          habit("soft_recovery", given, &D::soft_recovery, ring),
          habit("soft_recovery_wait", given, &D::soft_recovery_wait_ns, ring),
          habit("reread_hardware", given, &D::reread_hardware, ring),
          habit("cancel_when_lost", given, &D::cancel_when_lost, ring),
          habit("fence", given, &D::fence, ring),
          habit("reinitialise_fence_on_replay", given, &D::reinitialise_fence_on_replay, ring),
          habit("keep_reference", given, &D::keep_reference, ring),
          habit("unbalanced_put", given, &D::unbalanced_put, ring)};
}

std::vector<Habit> slot_habits(const DriverSpec& given) {
  using D = DriverSpec;
  const Users slot = {"slot"};
  return {habit("completion_check", given, &D::completion_check, slot),
          habit("on_progress", given, &D::on_progress, slot),
          habit("hang_error", given, &D::hang_error, slot),
          habit("fault_recovery", given, &D::fault_recovery, slot),
          habit("recheck_error", given, &D::recheck_error, slot),
          habit("interrupts_in_reset", given, &D::interrupts_in_reset, slot),
          habit("retire_before_reset", given, &D::retire_before_reset, slot),
          habit("start_before_restore", given, &D::start_before_restore, slot),
          habit("completed_replay", given, &D::completed_replay, slot),
          habit("put_old_fence", given, &D::put_old_fence, slot),
          habit("clear_slot", given, &D::clear_slot, slot)};
}

std::vector<Habit> firmware_habits(const DriverSpec& given) {
  using D = DriverSpec;
  const Users firmware = {"firmware"};
  return {habit("hw_queues", given, &D::hw_queues, firmware),
          habit("time_slice", given, &D::time_slice_ns, firmware),
          habit("group", given, &D::group, firmware),
          habit("trust_suspension", given, &D::trust_suspension, firmware),
          habit("unstarted_job", given, &D::unstarted_job, firmware),
          habit("irq_safe_fence_lock", given, &D::irq_safe_fence_lock, firmware),
          habit("use_after_release", given, &D::use_after_release, firmware)};
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void refuse_foreign(const ScenarioSpec& scenario, const DriverSpec& given,
                    const std::vector<Habit>& habits) {
  for (const Habit& habit : habits) {
    if (!habit.is_set || contains(habit.drivers, given.kind.name)) continue;
    throw error_at(scenario, given.where,
                   fmt::format("`{}` is a habit of the driver {}; `{}` has its own", habit.key,
                               either_of(habit.drivers), given.kind.name));
  }
}

}  // namespace

void check_habits(const ScenarioSpec& scenario, const RingSpec& ring) {
  const DriverSpec& given = ring.driver;
  if (!contains({"ring", "slot", "firmware", "lima", "v3d"}, given.kind.name)) return;
  refuse_foreign(scenario, given, shared_habits(given));
  refuse_foreign(scenario, given, ring_habits(given));
  refuse_foreign(scenario, given, slot_habits(given));
  refuse_foreign(scenario, given, firmware_habits(given));
}

}  // namespace drmsim::scenarios
