// A habit of another driver is a mistake, not ignored; of a driver that a program brings nothing is
// known.
#include "scenarios/drivers/common/driver_habits.h"

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a habit is checked against the driver that a program has chosen") {
  ScenarioSpec spec = parse_scenario(
      "name = \"t\"\n[[ring]]\nname = \"vpu\"\ndriver = { kind = \"slot\", on_progress = "
      "\"reset\" }\n",
      "t.toml");
  RingSpec& ring = spec.rings[0];
  CHECK_NOTHROW(check_habits(spec, ring));
  ring.driver.kind.name = "ring";  // which does not look at progress
  CHECK_THROWS_WITH(
      check_habits(spec, ring),
      "t.toml:4:10: `on_progress` is a habit of the driver `slot`; `ring` has its own");
  ring.driver.on_progress = SlotHabits().on_progress;  // as if it had not been said
  CHECK_NOTHROW(check_habits(spec, ring));
  ring.driver.on_progress = FalseTimeout::reset;
  ring.driver.kind.name = "mine";
  CHECK_NOTHROW(check_habits(spec, ring));
}

}  // namespace drmsim::scenarios
