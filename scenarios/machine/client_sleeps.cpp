#include "scenarios/machine/client_sleeps.h"

namespace drmsim::scenarios {
namespace {

sim::TimeNs rounded_up(sim::TimeNs time_ns, sim::TimeNs tick_ns) {
  const sim::TimeNs over_ns = tick_ns == 0 ? 0 : time_ns % tick_ns;
  return over_ns == 0 ? time_ns : sim::saturating_add(time_ns, tick_ns - over_ns);
}

}  // namespace

void ClientSleeps::sleep_until(sim::TimeNs end_ns, sim::TimeNs tick_ns, sim::TimeNs slack_ns) {
  end_ns = rounded_up(end_ns, tick_ns);
  const auto next = ends_.lower_bound(end_ns);
  if (next != ends_.end() && *next - end_ns <= slack_ns) end_ns = *next;
  const auto mine = ends_.insert(end_ns);
  world_.cpu().sleep_until(end_ns);
  ends_.erase(mine);
}

}  // namespace drmsim::scenarios
