// The options of a driver that a program brings: read as our own keys are, and written as given.
#include <catch2/catch.hpp>

#include <memory>
#include <string>

#include "scenarios/drivers/ring/ring_driver.h"
#include "scenarios/format/scalar_types.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/machine/extensions.h"
#include "scenarios/machine/machine.h"

namespace drmsim::scenarios {
namespace {

struct Options {
  bool fast = false;
  sim::TimeNs settle_ns = 7;
  std::uint32_t depth = 1;
  double zoom = 0;
};

Section<Options> options_section() {
  return Section<Options>("`options` of mine", "What it does.")
      .key("fast", &Options::fast, BooleanType(), "Fast.")
      .key("settle", &Options::settle_ns, DurationType(), "How long it settles.")
      .key("depth", &Options::depth, IntegerType<std::uint32_t>(1, 8), "How deep it is.")
      .key("zoom", &Options::zoom, RealType(0, 9), "How large.");
}

ScenarioSpec scenario(const std::string& driver) {
  return parse_scenario("name = \"o\"\n[[ring]]\nname = \"gfx\"\ndriver = " + driver + "\n",
                        "o.toml");
}

// What a driver of that name is given when the machine is made.
Options options_of(const ScenarioSpec& spec) {
  Options given;
  Extensions mine;
  mine.drivers.add("mine", options_section(),
                   [&given](const DriverContext& context, const Options& options) {
                     given = options;
                     return std::make_unique<RingDriver>(context);
                   });
  MachineOptions options;
  options.extensions = &mine;
  const Machine machine(spec, options);
  return given;
}

}  // namespace

TEST_CASE("driver options: those in the file, and the defaults of the others") {
  const Options some =
      options_of(scenario("{ kind = \"mine\", options = { fast = true, settle = \"2us\" } }"));
  CHECK(some.fast);
  CHECK(some.settle_ns == 2'000);
  CHECK(some.depth == 1);
  CHECK(options_of(scenario("{ kind = \"mine\" }")).settle_ns == 7);
}

TEST_CASE("driver options: mistakes are told with line, column and what was expected") {
  CHECK_THROWS_WITH(
      options_of(scenario("{ kind = \"mine\", options = { fats = true, depth = 9 } }")),
      "o.toml:4:39: unknown key `fats` in `options` of mine; did you mean `fast`? "
      "expected `fast`, `settle`, `depth` or `zoom`\n"
      "o.toml:4:60: `depth` in `options` of mine is 9; expected an integer from 1 to 8");
  CHECK_THROWS_WITH(scenario("{ kind = \"mine\", options = 3 }"),
                    "o.toml:4:37: `options` in `driver` of [[ring]] is 3; expected a table");
}

TEST_CASE("driver options: a driver without them refuses them") {
  CHECK_THROWS_WITH(
      options_of(scenario("{ kind = \"ring\", options = { fast = true } }")),
      "o.toml:4:37: driver `ring` has no `options`; what a driver that comes with drmsim does is "
      "said by the keys of `driver`");
}

TEST_CASE("driver options: a scenario is written with them") {
  const ScenarioSpec spec =
      scenario("{ kind = \"mine\", options = { settle = \"2us\", depth = 3, zoom = 1.0 } }");
  const ScenarioSpec again = parse_scenario(scenario_text(spec), "again.toml");
  CHECK(again.rings[0].driver.options == spec.rings[0].driver.options);
  CHECK(options_of(again).depth == 3);
  CHECK(options_of(again).zoom == 1);
}

}  // namespace drmsim::scenarios
