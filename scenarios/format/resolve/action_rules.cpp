#include "scenarios/format/resolve/action_rules.h"

#include <algorithm>

#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

using Kind = ActionKind;

std::vector<ActionRule> entity_rules() {
  return {
      {Kind::kill,
       "kill",
       {"entity"},
       {"process", "wait"},
       "The process gets SIGKILL. When its tasks have left the ioctl its file is closed: "
       "drm_sched_entity_flush() for up to `wait`, and fini if nobody else has it open."},
      {Kind::exit,
       "exit",
       {"entity"},
       {"process", "wait"},
       "The process ends by itself: as `kill`, but flush does not kill the entity."},
      {Kind::destroy,
       "destroy",
       {"entity"},
       {"wait"},
       "drm_sched_entity_destroy(): flush, which for a living process takes as long as it takes, "
       "then fini. With `wait`: as of an owner that exits, flush for up to `wait`."},
      {Kind::close,
       "close",
       {"entity"},
       {},
       "The owner closes one of several file descriptors: drm_sched_entity_flush()."},
      {Kind::kill_child,
       "kill_child",
       {"entity"},
       {},
       "A child of the owner, which has inherited a descriptor and never submitted, gets SIGKILL: "
       "drm_sched_entity_flush() by a stranger."},
      {Kind::set_priority,
       "set_priority",
       {"entity", "priority"},
       {},
       "drm_sched_entity_set_priority()."},
      {Kind::modify_sched,
       "modify_sched",
       {"entity", "rings"},
       {},
       "drm_sched_entity_modify_sched()."},
  };
}

std::vector<ActionRule> scheduler_rules() {
  return {
      {Kind::suspend_timeout,
       "suspend_timeout",
       {"ring"},
       {},
       "drm_sched_suspend_timeout(). Not with the `firmware` driver, which does so itself."},
      {Kind::resume_timeout,
       "resume_timeout",
       {"ring"},
       {},
       "drm_sched_resume_timeout(), with what the last suspend_timeout returned."},
      {Kind::wqueue_stop, "wqueue_stop", {"ring"}, {}, "drm_sched_wqueue_stop()."},
      {Kind::wqueue_start, "wqueue_start", {"ring"}, {}, "drm_sched_wqueue_start()."},
  };
}

std::vector<ActionRule> ring_rules() {
  return {
      {Kind::mask_interrupt,
       "mask_interrupt",
       {"ring"},
       {},
       "The interrupt controller holds back the ring's interrupts."},
      {Kind::unmask_interrupt,
       "unmask_interrupt",
       {"ring"},
       {},
       "It delivers what it held back, and again what comes."},
      {Kind::spurious_interrupt,
       "spurious_interrupt",
       {"ring"},
       {},
       "The ring's interrupt is raised with nothing to report."},
      {Kind::fault_interrupt,
       "fault_interrupt",
       {"ring"},
       {},
       "The hardware reports an error of the ring; the driver calls drm_sched_fault()."},
      {Kind::front_end_hang,
       "front_end_hang",
       {"ring"},
       {},
       "The ring reads no job any more, until it is reset."},
      {Kind::unload,
       "unload",
       {"ring"},
       {"wait_for_jobs", "scheduler_first", "grace_period"},
       "The ring's driver goes away: its entities are destroyed, its hardware stopped, its "
       "scheduler taken down (drm_sched_fini()) and freed. Its entities have no other ring."},
      {Kind::suspend,
       "suspend",
       {"ring"},
       {},
       "The ring's device goes to sleep, with all rings of its reset domain: "
       "drm_sched_wqueue_stop(), drm_sched_suspend_timeout(), and the hardware loses what it has. "
       "There is no drm_sched_stop(): jobs on the hardware keep their fences."},
      {Kind::resume,
       "resume",
       {"ring"},
       {},
       "That device wakes up: the driver writes to the hardware again what has not completed, "
       "drm_sched_resume_timeout(), drm_sched_wqueue_start()."},
      {Kind::read_fence,
       "read_fence",
       {"job"},
       {},
       "Somebody who has the job's finished fence, in a sync_file for instance, reads the name of "
       "its timeline. Waits until the job is submitted."},
      {Kind::device_lost,
       "device_lost",
       {},
       {},
       "From now on no hardware executes, resets or raises interrupts."},
  };
}

}  // namespace

const std::vector<ActionRule>& action_rules() {
  static const std::vector<ActionRule> rules = [] {
    std::vector<ActionRule> all = entity_rules();
    for (const ActionRule& rule : scheduler_rules()) all.push_back(rule);
    for (const ActionRule& rule : ring_rules()) all.push_back(rule);
    return all;
  }();
  return rules;
}

const ActionRule& action_rule(ActionKind kind) {
  return action_rules()[static_cast<std::size_t>(kind)];
}

std::vector<std::string> actions_with(const std::string& key) {
  std::vector<std::string> names;
  for (const ActionRule& rule : action_rules()) {
    if (contains(rule.required, key) || contains(rule.optional, key)) names.push_back(rule.name);
  }
  return names;
}

void check_action(const ActionEntry& action, Diagnostics& diagnostics) {
  if (action.given.find("do") == nullptr) return;  // reported as missing
  const ActionRule& rule = action_rule(action.kind);
  const std::string with = " with `do = \"" + rule.name + "\"`";
  for (const std::string& key : rule.required) {
    if (action.given.find(key) != nullptr) continue;
    diagnostics.add(action.where, "[[action]] has no `" + key + "`, which is required" + with);
  }
  std::vector<std::string> allowed = {"at", "do"};
  allowed.insert(allowed.end(), rule.required.begin(), rule.required.end());
  allowed.insert(allowed.end(), rule.optional.begin(), rule.optional.end());
  for (const auto& given : action.given.all()) {
    if (contains(allowed, given.first)) continue;
    diagnostics.add(given.second, "`" + given.first + "` in [[action]] means nothing" + with +
                                      "; expected " + either_of(allowed));
  }
}

}  // namespace drmsim::scenarios
