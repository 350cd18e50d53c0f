#include "scenarios/format/resolve/action_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

class RingActions {
 public:
  RingActions(const ScenarioSpec& spec, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
    for (const RingSpec& ring : spec.rings) device_of_[ring.name] = ring.reset_domain.name;
  }

  void add(const ActionSpec& action) {
    const std::string& ring = action.ring.name;
    const std::string& device = device_of_[ring];
    if (!ring.empty() && unloaded_.count(ring) > 0) {
      diagnostics_.add(action.ring.where,
                       "ring `" + ring +
                           "` is unloaded by then; expected nothing to be done to "
                           "it after its `unload`");
    }
    switch (action.kind) {
      case ActionKind::unload:
        if (asleep_.count(device) > 0) sleeps(action);
        unloaded_.insert(ring);
        break;
      case ActionKind::suspend:
        if (!asleep_.emplace(device, &action).second) sleeps(action);
        break;
      case ActionKind::resume:
        if (asleep_.erase(device) == 0) missing(action, "suspend");
        break;
      case ActionKind::suspend_timeout:
        timeout_suspended_.insert(ring);
        break;
      case ActionKind::resume_timeout:
        if (timeout_suspended_.count(ring) == 0) missing(action, "suspend_timeout");
        break;
      default:
        break;
    }
  }

  void end() {
    for (const auto& [device, action] : asleep_) {
      diagnostics_.add(action->ring.where, "ring `" + action->ring.name +
                                               "` is not resumed after that; expected a `do = "
                                               "\"resume\"`");
    }
  }

 private:
  void sleeps(const ActionSpec& action) {
    diagnostics_.add(action.ring.where,
                     "the device of ring `" + action.ring.name +
                         "` sleeps by then; expected a `do = \"resume\"` before");
  }
  void missing(const ActionSpec& action, const std::string& earlier) {
    diagnostics_.add(action.ring.where, "ring `" + action.ring.name + "` has no `do = \"" +
                                            earlier + "\"` before that; expected one");
  }

  Diagnostics& diagnostics_;
  std::set<std::string> unloaded_;
  std::set<std::string> timeout_suspended_;
  std::map<std::string, std::string> device_of_;  // a reset domain
  std::map<std::string, const ActionSpec*> asleep_;
};

void check_new_rings(const ScenarioSpec& spec, const ActionSpec& modify_sched,
                     Diagnostics& diagnostics) {
  for (const NameRef& ring : modify_sched.rings) {
    const bool goes =
        std::any_of(spec.actions.begin(), spec.actions.end(), [&](const ActionSpec& action) {
          return action.kind == ActionKind::unload && action.ring.name == ring.name;
        });
    if (!goes) continue;
    diagnostics.add(ring.where, "ring `" + ring.name +
                                    "` is unloaded in this scenario; expected a ring that stays");
  }
}

void check_process(const ScenarioSpec& spec, const ActionSpec& action, Diagnostics& diagnostics) {
  if (action.process.name.empty()) return;
  std::vector<std::string> names;
  for (const JobSpec& job : spec.jobs) {
    if (job.entity.name == action.entity.name && !job.process.name.empty()) {
      names.push_back(job.process.name);
    }
  }
  if (std::find(names.begin(), names.end(), action.process.name) != names.end()) return;
  diagnostics.add(action.process.where, "no [[job]] of entity `" + action.entity.name +
                                            "` has the process `" + action.process.name + "`" +
                                            suggestion(action.process.name, names));
}

}  // namespace

void check_action_order(const ScenarioSpec& spec, Diagnostics& diagnostics) {
  std::vector<const ActionSpec*> actions;
  for (const ActionSpec& action : spec.actions) actions.push_back(&action);
  std::stable_sort(actions.begin(), actions.end(),
                   [](const ActionSpec* a, const ActionSpec* b) { return a->at_ns < b->at_ns; });
  RingActions of_rings(spec, diagnostics);
  for (const ActionSpec* action : actions) {
    of_rings.add(*action);
    check_new_rings(spec, *action, diagnostics);
    check_process(spec, *action, diagnostics);
  }
  of_rings.end();
}

}  // namespace drmsim::scenarios
