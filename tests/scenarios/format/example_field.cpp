// A type of values of one's own, for options of a driver: it reads a Field, refuses with what was
// expected, writes the value back, and describes itself.
#include "scenarios/format/field.h"

#include <catch2/catch.hpp>

#include <string>

#include "tests/scenarios/format/options_text.h"

namespace drmsim::scenarios {
namespace {

// A clock as an integer of MHz, or "800MHz", or "1.2GHz".
class ClockType {
 public:
  using Value = unsigned;  // MHz
  TypeInfo info() const { return {"clock", "", "a clock, as 800 or \"1.2GHz\"", {}, "{}"}; }
  Node node(Value value) const { return Node::of_integer(value); }
  bool read(const Field& field, Value& out) const {
    if (field.is(Node::Kind::integer) && field.node.integer > 0) {
      out = static_cast<Value>(field.node.integer);
      return true;
    }
    if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
    const std::string& text = field.node.text;
    const std::size_t unit = text.find("Hz");
    if (unit == std::string::npos || unit == 0) return field.complain("has no unit");
    const double factor = text[unit - 1] == 'G' ? 1'000 : 1;
    out = static_cast<Value>(std::stod(text) * factor + 0.5);
    return true;
  }
};

struct Clocks {
  unsigned shader = 500;
};

}  // namespace

TEST_CASE("example: options with values of a type of one's own") {
  const Section<Clocks> section =
      Section<Clocks>("`options` of mine", "Clocks.")
          .key("shader", &Clocks::shader, ClockType(), "Of the shaders, in MHz.");
  CHECK(tests::read_text(section, "shader = 800").options.shader == 800);
  CHECK(tests::read_text(section, "shader = \"1.2GHz\"").options.shader == 1'200);
  const auto wrong = tests::read_text(section, "shader = true");
  CHECK(wrong.mistakes ==
        "o:1:10: `shader` in `options` of mine is true; expected a clock, as 800 or \"1.2GHz\"");
  CHECK(wrong.options.shader == 500);  // untouched
  CHECK(tests::read_text(section, "shader = \"800\"").mistakes ==
        "o:1:10: `shader` in `options` of mine has no unit");
}

TEST_CASE("example: a mistake in a part of a value is told at the place of that part") {
  const Node list = parse_toml("clocks = [1, 2,\n  0]", "o");
  Diagnostics diagnostics("o");
  const Member& member = list.members[0];
  const std::string section = "[mine]";
  const Field field{member.value, member.key, section, diagnostics};
  CHECK_FALSE(field.part(member.value.items[2]).refuse("a clock above 0"));  // always false
  CHECK_THROWS_WITH(diagnostics.throw_if_any(),
                    "o:2:3: `clocks` in [mine] is 0; expected a clock above 0");
}

}  // namespace drmsim::scenarios
