// Locks taken in the wrong order are found without a deadlock: whoever is told of the order twice,
// in two ways, can see that they do not go together.
#include "scenarios/format/lock_habits.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: each wrong habit of locking has its own hazard, the right ones have none") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", scheduler = { timeout = "1ms", hang_limit = 5 } }]
entity = [{ name = "app", rings = "gfx" }, { name = "other", rings = "gfx" }]
job = [{ name = "hung", entity = "app", duration = "10us", fault = { hang_attempts = 1 } },
       { name = "later", entity = "other", at = "3ms", duration = "10us" }])",
                                     "t.toml");
  const auto hazards_with = [&spec](LockHabits habits) {
    static_cast<LockHabits&>(spec.rings[0].driver) = habits;
    std::vector<std::string> names;
    for (const HazardReport& hazard : run_scenario(spec).hazards) {
      names.emplace_back(sim::hazard_name(hazard.kind));
    }
    return names;
  };
  using Names = std::vector<std::string>;
  CHECK(hazards_with({}) == Names{});
  CHECK(hazards_with({.counters = CounterLocks::ordered}) == Names{});
  CHECK(hazards_with({.counters = CounterLocks::inverted}) == Names{"lock_order"});
  CHECK(hazards_with({.counters = CounterLocks::irqs_off}) == Names{});
  CHECK_FALSE(hazards_with({.counters = CounterLocks::irqs_on}) == Names{});
  CHECK(hazards_with({.submit_allocates = InSubmission::unlocked}) == Names{});
  CHECK_FALSE(hazards_with({.submit_allocates = InSubmission::under_reset_lock}) == Names{});
}

}  // namespace drmsim::scenarios
