#include "scenarios/drivers/common/driver_habits.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

// Every run looks at this, also each of an exploration's thousands: no strings are made.
using Users = std::array<std::string_view, 5>;  // empty: nobody
constexpr Users kOurs = {"ring", "slot", "firmware"};
constexpr Users kRingAndSlot = {"ring", "slot"};
constexpr Users kRing = {"ring"};
constexpr Users kSlot = {"slot"};
constexpr Users kFirmware = {"firmware"};
constexpr Users kLima = {"lima"};
constexpr Users kLimaAndV3d = {"lima", "v3d"};
constexpr Users kAll = {"ring", "slot", "firmware", "lima", "v3d"};

struct Habit {
  std::string_view key;
  bool is_set;
  Users drivers;
};

template <class Member, class Owner>
Habit habit(std::string_view key, const DriverSpec& given, Member Owner::*member, Users drivers) {
  static const DriverSpec kDefaults;
  return {key, given.*member != kDefaults.*member, drivers};
}

auto shared_habits(const DriverSpec& given) {
  using D = DriverSpec;
  return std::array{habit("reset_time", given, &D::reset_time_ns, kOurs),
                    habit("resubmit", given, &D::resubmit, kRingAndSlot),
                    habit("on_false_timeout", given, &D::on_false_timeout, kOurs),
                    habit("release", given, &D::release, kOurs),
                    habit("interrupt_takes", given, &D::interrupt_takes, kRingAndSlot),
                    habit("run_job_delay", given, &D::run_job_delay, kOurs),
                    habit("run_job_cost", given, &D::run_job_cost, kOurs),
                    habit("may_allocate", given, &D::may_allocate, kLimaAndV3d),
                    habit("max_error_tasks", given, &D::max_error_tasks, kLima)};
}

auto ring_habits(const DriverSpec& given) {
  using D = DriverSpec;
  return std::array{
      habit("reset", given, &D::reset, kRing),
      habit("soft_recovery", given, &D::soft_recovery, kRing),
      habit("soft_recovery_wait", given, &D::soft_recovery_wait_ns, kRing),
      habit("soft_recovery_error", given, &D::soft_recovery_error, kRing),
      habit("reread_hardware", given, &D::reread_hardware, kRing),
      habit("cancel_when_lost", given, &D::cancel_when_lost, kRing),
      habit("lost_error", given, &D::lost_error, kRing),
      habit("finished_error", given, &D::finished_error, kRing),
      habit("fallback_timer", given, &D::fallback_timer_ns, kRing),
      habit("prepare_job", given, &D::prepare_job, kRing),
      habit("fence", given, &D::fence, kRing),
      habit("reinitialise_fence_on_replay", given, &D::reinitialise_fence_on_replay, kRing),
      habit("keep_reference", given, &D::keep_reference, kRing),
      habit("unbalanced_put", given, &D::unbalanced_put, kRing),
      habit("submit_waits", given, &D::submit_waits, kRing),
      habit("submit_allocates", given, &D::submit_allocates, kRing),
      habit("counters", given, &D::counters, kRing)};
}

auto slot_habits(const DriverSpec& given) {
  using D = DriverSpec;
  return std::array{habit("completion_check", given, &D::completion_check, kSlot),
                    habit("on_progress", given, &D::on_progress, kSlot),
                    habit("hang_error", given, &D::hang_error, kSlot),
                    habit("fault_recovery", given, &D::fault_recovery, kSlot),
                    habit("recheck_error", given, &D::recheck_error, kSlot),
                    habit("cancel_recovery", given, &D::cancel_recovery, kSlot),
                    habit("interrupts_in_reset", given, &D::interrupts_in_reset, kSlot),
                    habit("retire_before_reset", given, &D::retire_before_reset, kSlot),
                    habit("start_before_restore", given, &D::start_before_restore, kSlot),
                    habit("completed_replay", given, &D::completed_replay, kSlot),
                    habit("put_old_fence", given, &D::put_old_fence, kSlot),
                    habit("clear_slot", given, &D::clear_slot, kSlot),
                    habit("close_asks_entity", given, &D::close_asks_entity, kSlot)};
}

auto firmware_habits(const DriverSpec& given) {
  using D = DriverSpec;
  return std::array{habit("hw_queues", given, &D::hw_queues, kFirmware),
                    habit("time_slice", given, &D::time_slice_ns, kFirmware),
                    habit("group", given, &D::group, kFirmware),
                    habit("trust_suspension", given, &D::trust_suspension, kFirmware),
                    habit("unstarted_job", given, &D::unstarted_job, kFirmware),
                    habit("close_frees_place", given, &D::close_frees_place, kFirmware),
                    habit("irq_safe_fence_lock", given, &D::irq_safe_fence_lock, kFirmware),
                    habit("use_after_release", given, &D::use_after_release, kFirmware),
                    habit("cancel_walk", given, &D::cancel_walk, kFirmware),
                    habit("independent_fences", given, &D::independent_fences, kFirmware)};
}

bool contains(Users names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> names_of(Users users) {
  std::vector<std::string> names;
  for (const std::string_view user : users) {
    if (!user.empty()) names.emplace_back(user);
  }
  return names;
}

template <class Habits>
void refuse_foreign(const ScenarioSpec& scenario, const DriverSpec& given, const Habits& habits) {
  for (const Habit& habit : habits) {
    if (!habit.is_set || contains(habit.drivers, given.kind.name)) continue;
    throw error_at(scenario, given.where,
                   fmt::format("`{}` is a habit of the driver {}; `{}` has its own", habit.key,
                               either_of(names_of(habit.drivers)), given.kind.name));
  }
}

}  // namespace

void check_habits(const ScenarioSpec& scenario, const RingSpec& ring) {
  const DriverSpec& given = ring.driver;
  if (!contains(kAll, given.kind.name)) return;
  refuse_foreign(scenario, given, shared_habits(given));
  refuse_foreign(scenario, given, ring_habits(given));
  refuse_foreign(scenario, given, slot_habits(given));
  refuse_foreign(scenario, given, firmware_habits(given));
}

}  // namespace drmsim::scenarios
