// Options that are tables: one, a list of them, and some by name.
#include "scenarios/format/table_types.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scalar_types.h"
#include "tests/scenarios/format/options_text.h"

namespace drmsim::scenarios {
namespace {

struct Domain {
  NameRef name;
  std::uint32_t volts = 1;
  friend bool operator==(const Domain&, const Domain&) = default;
};

struct PowerTree {
  Domain main;
  std::vector<Domain> steps;
  std::vector<Domain> domains;
};

// Sections outlive the types that are made of them.
const Section<Domain>& domain_section() {
  static const Section<Domain> kSection =
      Section<Domain>("[[step]]", "A voltage.")
          .key("volts", &Domain::volts, IntegerType<std::uint32_t>(1, 5), "Its voltage.");
  return kSection;
}

Section<PowerTree> power_section() {
  return Section<PowerTree>("`options` of mine", "Power.")
      .key("main", &PowerTree::main, TableType<Domain>(domain_section(), "`main`"), "The supply.")
      .key("step", &PowerTree::steps, TablesType<Domain>(domain_section(), 2), "In order.")
      .key("domain", &PowerTree::domains, NamedTablesType<Domain>(domain_section(), &Domain::name),
           "By name.");
}

}  // namespace

TEST_CASE("example: options of a driver that are tables in its table") {
  const auto read = tests::read_text(power_section(), R"(main.volts = 5
step = [{ volts = 2 }, {}]
domain.gfx = { volts = 3 }
domain.media = {})");
  CHECK(read.mistakes.empty());
  CHECK(read.options.main.volts == 5);
  REQUIRE(read.options.steps.size() == 2);
  CHECK(read.options.steps[1].volts == 1);
  REQUIRE(read.options.domains.size() == 2);
  CHECK(read.options.domains[0].name.name == "gfx");  // the name of the table
  CHECK(read.options.domains[0].volts == 3);

  CHECK(tests::read_text(power_section(), "main.volts = 9").mistakes ==
        "o:1:14: `volts` in `main` is 9; expected an integer from 1 to 5");
  CHECK(tests::read_text(power_section(), "step = [{}, {}, {}]").mistakes ==
        "o:1:8: `step` in `options` of mine is given 3 times; expected at most 2");
  CHECK(power_section().info().find("step")->shape == Shape::list);
  CHECK(power_section().info().find("domain")->table == &domain_section().info());
}

}  // namespace drmsim::scenarios
