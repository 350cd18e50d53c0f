// What a command line says in place of a file, kept as text, and applied again later.
#include "scenarios/format/scenario_overrides.h"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: overrides that are kept as text and applied to what is read later") {
  ScenarioOverrides typed;
  for (const auto& [name, value] :
       {std::pair{"timeout", "20ms"}, {"repeat", "4"}, {"scale", "0.5"}}) {
    const ScenarioOverride one{name, value};
    REQUIRE(override_mistake(one).empty());
    typed.push_back(one);
  }
  const std::string kept = overrides_text(typed);
  CHECK(kept == "timeout=20ms repeat=4 scale=0.5");
  CHECK(overrides_from_text(kept) == typed);

  ScenarioSpec spec = parse_scenario(small_scenario("[[client]]\nname = \"c\"\nrings = \"gfx\"\n"
                                                    "duration = \"10us\"\nsleep = \"3us\"\n"
                                                    "cycles = 100\n"),
                                     "t.toml");
  apply_overrides(overrides_from_text(kept), spec);
  CHECK(spec.rings[0].scheduler.timeout_ns == 20'000'000);
  CHECK(spec.clients[0].cycles == 4);
  CHECK(spec.clients[0].duration == sim::Delay::fixed(5'000));
  CHECK(spec.clients[0].sleep == sim::Delay::fixed(3'000));  // that is delay-scale's
}

TEST_CASE("example: overrides that cannot be, and those that this scenario cannot take") {
  CHECK(override_mistake({"credits", "0"}) == "expected a whole number, 1 to 1000000");
  CHECK(override_mistake({"timeout", "inf"}).empty());
  CHECK(override_mistake({"timeout", "1000000s"}).empty());
  CHECK_FALSE(override_mistake({"timeout", "1000001s"}).empty());  // no file could say that
  CHECK_THAT(override_mistake({"credit", "1"}), Catch::Contains("did you mean `credits`?"));
  CHECK_THROWS_AS(values_of({{"scale", "-1"}}), std::invalid_argument);

  ScenarioSpec no_clients = parse_scenario(small_scenario(), "t.toml");
  const ScenarioSpec before = no_clients;
  CHECK_THROWS_AS(apply_overrides({{"policy", "rr"}, {"repeat", "2"}}, no_clients), InputError);
  CHECK(no_clients == before);  // all or nothing
  // Whether there is such a policy is for who builds the machine to say.
  CHECK_NOTHROW(apply_overrides({{"policy", "none_such"}}, no_clients));
  CHECK(no_clients.rings[0].scheduler.policy.name == "none_such");
}

}  // namespace drmsim::scenarios
