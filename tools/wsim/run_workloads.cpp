#include "tools/wsim/run_workloads.h"

#include <memory>

#include "scenarios/report/run_scenario.h"
#include "tools/wsim/wsim_guest.h"

namespace drmsim::scenarios::wsim {

WsimOutcome run_workloads(const WsimPlan& plan, const MachineOptions& options) {
  WsimOutcome outcome;
  MachineOptions with_clients = options;
  with_clients.setup = [&](Machine& machine) {
    if (options.setup) options.setup(machine);
    machine.adopt(std::make_unique<WsimGuest>(machine, plan, outcome.result));
  };
  outcome.report = run_scenario(plan.spec(), with_clients);
  for (ClientResult& client : outcome.result.clients) {
    if (!client.ended) client.elapsed_ns = outcome.report.virtual_time_ns;
  }
  return outcome;
}

}  // namespace drmsim::scenarios::wsim
