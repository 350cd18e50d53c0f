// The keys of a table, each declared once: from that come reading, messages, and writing.
#include "scenarios/format/section.h"

#include <catch2/catch.hpp>

#include "scenarios/format/name_types.h"
#include "scenarios/format/scalar_types.h"
#include "tests/scenarios/format/options_text.h"

namespace drmsim::scenarios {
namespace {

struct Core {
  std::string name;
  std::uint32_t width = 1;
  struct Clock {
    std::uint32_t mhz = 500;
  } clock;
  GivenKeys given;  // filled in by read(): what the table spelled out
};

Section<Core> core_section() {
  return Section<Core>("[core]", "What executes jobs.")
      .key("name", &Core::name, NameType(), "Its name.")
      .required()
      .key("width", &Core::width, IntegerType<std::uint32_t>(1, 64), "Jobs at once.")
      .key("clock", &Core::clock, &Core::Clock::mhz, IntegerType<std::uint32_t>(1, 5'000),
           "In MHz.");
}

}  // namespace

TEST_CASE("example: a table of one's own, read and written from one declaration") {
  const Section<Core> section = core_section();
  const auto read = tests::read_text(section, "clock = 800\nname = \"shaders\"\nwidth = 1\n");
  CHECK(read.mistakes.empty());
  CHECK(read.options.clock.mhz == 800);
  REQUIRE(read.options.given.find("width") != nullptr);
  CHECK(read.options.given.find("width")->line == 3);
  // In the order of their declaration; a default that was spelled out stays.
  CHECK(toml_text(section.node(read.options)) == "name  = \"shaders\"\nwidth = 1\nclock = 800\n");

  Core plain;
  plain.name = "copy";
  CHECK(toml_text(section.node(plain)) == "name = \"copy\"\n");  // defaults are left out
  CHECK(section.same(1, plain, read.options));                   // `width`
  CHECK_FALSE(section.same(2, plain, read.options));
}

TEST_CASE("example: what a table of one's own says of a key that is missing or misspelt") {
  CHECK(tests::read_text(core_section(), "width = 2").mistakes ==
        "o:1:1: [core] has no `name`; expected " + NameType().info().expected);
  CHECK(tests::read_text(core_section(), "nmae = \"a\"").mistakes ==  // one mistake, not two
        "o:1:1: unknown key `nmae` in [core]; did you mean `name`? expected `name`, `width` or "
        "`clock`");
  // Of a table that need not have all: defaults, say.
  Core part;
  Diagnostics diagnostics("o");
  core_section().read_part(parse_toml("width = 2", "o"), part, "[defaults.core]", diagnostics);
  CHECK(diagnostics.empty());
  CHECK(part.width == 2);
}

}  // namespace drmsim::scenarios
