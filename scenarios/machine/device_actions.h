// Actions on rings and the device: stop and start a scheduler, mask an interrupt, unplug the card.
//
// One task, "client:actions", executes them in order of time, as an administrator at a shell would.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scenarios/format/action_spec.h"
#include "sim/time.h"

namespace drmsim::scenarios {

class Machine;

class DeviceActions {
 public:
  explicit DeviceActions(Machine& machine) : machine_(machine) {}
  void add(const ActionSpec& action) { actions_.push_back(&action); }
  void start(sim::TimeNs until_ns);

 private:
  void act(const ActionSpec& action);
  void read_fence(const ActionSpec& action);

  Machine& machine_;
  std::vector<const ActionSpec*> actions_;
  std::map<std::string, sim::TimeNs> suspended_;  // ring -> what suspend_timeout() returned
};

}  // namespace drmsim::scenarios
