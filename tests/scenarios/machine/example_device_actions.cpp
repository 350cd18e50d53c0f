// Actions on a ring, taken in order of time by a task of their own; those after the end are not.
#include "scenarios/machine/device_actions.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

ActionSpec on_gfx(ActionKind kind, sim::TimeNs at_ns) {
  ActionSpec action;
  action.kind = kind;
  action.at_ns = at_ns;
  action.ring.name = "gfx";
  return action;
}

}  // namespace

TEST_CASE("example: an interrupt that is masked for a while, and comes when it is unmasked") {
  // Not in order: an action outlives the run, and so does who takes it.
  const ActionSpec unmask = on_gfx(ActionKind::unmask_interrupt, 500'000);
  const ActionSpec mask = on_gfx(ActionKind::mask_interrupt, 1'000);
  const ActionSpec too_late = on_gfx(ActionKind::device_lost, 600'001);
  std::unique_ptr<DeviceActions> actions;
  const RunReport report = tests::run_program(
      tests::kGfxAndApp + "[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\n",
      [&](Machine& machine) {
        actions = std::make_unique<DeviceActions>(machine);
        actions->add(unmask);
        actions->add(mask);
        actions->add(too_late);
        actions->start(600'000);
      });
  CHECK(report.hazards.empty());
  REQUIRE(report.clients.size() == 1);
  CHECK(report.clients[0].latency.max_ns == 500'000);
  CHECK(report.rings[0].execution.max_ns == 10'000);
  CHECK(report.errors == 0);
}

}  // namespace drmsim::scenarios
