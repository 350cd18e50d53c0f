// An option with two ends, of a driver's own: the table is read here, what is in it by the driver.
#include "scenarios/format/min_max.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/options_text.h"

namespace drmsim::scenarios {
namespace {

struct Voltage {
  double min = 0.7;
  double max = 1.1;
  friend bool operator==(Voltage, Voltage) = default;
};

class VoltageType {
 public:
  using Value = Voltage;
  TypeInfo info() const {
    return {"voltage",
            "",
            "a table with `min`, `max` or both",
            {},
            min_max_schema(R"({"type": "number"})", 1)};
  }
  Node node(Value value) const {
    Node table = Node::table();
    table.add("min", Node::of_real(value.min));
    table.add("max", Node::of_real(value.max));
    return table;
  }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::table)) return field.refuse(info().expected);
    const std::optional<MinMaxNodes> nodes = read_min_max(field);
    if (!nodes.has_value()) return false;  // it has been told
    if (nodes->min != nullptr) out.min = nodes->min->real;
    if (nodes->max != nullptr) out.max = nodes->max->real;
    return true;
  }
};

struct PowerOptions {
  Voltage voltage;
};

}  // namespace

TEST_CASE("example: an option of a driver that is a range with one end or both") {
  const Section<PowerOptions> section =
      Section<PowerOptions>("`options` of mine", "Power.")
          .key("voltage", &PowerOptions::voltage, VoltageType(), "Between these.");
  CHECK(tests::read_text(section, "voltage = { max = 0.9 }").options.voltage == Voltage{0.7, 0.9});
  CHECK(tests::read_text(section, "voltage = {}").mistakes ==
        "o:1:11: `voltage` in `options` of mine is an empty table; expected `min`, `max` or both");
  CHECK(tests::read_text(section, "voltage.maximum = 0.9").mistakes ==
        "o:1:9: unknown key `maximum` in `voltage` of `options` of mine; expected `min` or `max`");
}

}  // namespace drmsim::scenarios
