// A scenario as values: what is equal, and how a stage after the reader points into the file.
#include "scenarios/format/scenario_spec.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

// A program's own rule about scenarios.
void check_names_are_short(const ScenarioSpec& spec) {
  for (const EntitySpec& entity : spec.entities) {
    if (entity.name.size() <= 8) continue;
    throw error_at(spec, entity.where, "`" + entity.name + "` is too long; expected 8 letters");
  }
}

}  // namespace

TEST_CASE("example: a rule of one's own about scenarios, told at the place in the file") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[entity]]\nname = \"compositor\"\nrings = \"gfx\"\n"), "desktop.toml");
  CHECK_THROWS_WITH(check_names_are_short(spec),
                    "desktop.toml:7:1: `compositor` is too long; expected 8 letters");
  spec.included.names = {"apps.toml"};
  spec.entities[1].where.file = 1;
  CHECK_THROWS_WITH(check_names_are_short(spec), Catch::StartsWith("apps.toml:7:1: "));
}

TEST_CASE("example: two files say the same if their specs are equal") {
  const ScenarioSpec one = parse_scenario("name = \"t\"\n[[ring]]\nname = \"gfx\"\n", "one.toml");
  ScenarioSpec other = parse_scenario(
      "name = \"t\"\n\n# All defaults spelled out.\n"
      "ring = [{ name = \"gfx\", slots = 8, engine = \"gfx\" }]\nengine = [{ name = \"gfx\" "
      "}]\nseed = 1\nsemantics = "
      "\"linux-6.12\"\n",
      "other.toml");
  CHECK_FALSE(other == one);
  other.file = one.file;  // beside its places, the name of a file is what it is
  CHECK(other == one);
  other.rings[0].slots = 9;
  CHECK_FALSE(other == one);
}

}  // namespace drmsim::scenarios
