// The clients of a run, on their machine.
#pragma once

#include <memory>
#include <vector>

#include "scenarios/machine/machine.h"
#include "scenarios/machine/machine_guest.h"
#include "tools/wsim/shared_objects.h"
#include "tools/wsim/wsim_client.h"
#include "tools/wsim/wsim_plan.h"
#include "tools/wsim/wsim_result.h"

namespace drmsim::scenarios::wsim {

class WsimGuest final : public MachineGuest {
 public:
  // Starts the clients when the machine begins to run. machine: made from plan.spec(). Plan and
  // result outlive it; the result is complete when the machine has run.
  WsimGuest(Machine& machine, const WsimPlan& plan, WsimResult& result);

  void stop() override;
  void let_go() override;

 private:
  std::vector<std::unique_ptr<SharedObjects>> shared_;  // by workload
  std::vector<std::unique_ptr<WsimClient>> clients_;
};

}  // namespace drmsim::scenarios::wsim
