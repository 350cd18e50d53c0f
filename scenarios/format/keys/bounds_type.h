// The type of conditions on measured numbers: `timeouts = 2`, `share = { min = 0.4, max = 0.6 }`.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/expect_spec.h"
#include "scenarios/format/field.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/min_max.h"
#include "scenarios/format/scalar_types.h"

namespace drmsim::scenarios {

// `Inner` is the type of one number.
template <class Inner>
class BoundsType {
 public:
  using Number = typename Inner::Value;
  using Value = Bounds<Number>;
  explicit BoundsType(Inner inner) : inner_(std::move(inner)) {}

  TypeInfo info() const {
    TypeInfo info = inner_.info();
    info.type += " or bounds";
    const std::string exact = kIsTime ? DelayType().info().schema : info.schema;
    info.schema = fmt::format(R"({{"anyOf": [{}, {}]}})", exact, min_max_schema(info.schema, 1));
    if constexpr (kIsTime) info.expected = DelayType().info().expected;
    return info;
  }
  Node node(const Value& value) const {
    if (!value.given()) return Node::absent();
    if (value.min == value.max) return inner_.node(*value.min);
    Node table = Node::table();
    if (value.min.has_value()) table.add("min", inner_.node(*value.min));
    if (value.max.has_value()) table.add("max", inner_.node(*value.max));
    return table;
  }
  std::string text(const Value&) const { return "not checked"; }

  bool read(const Field& field, Value& out) const {
    Value value;
    value.where = field.node.where;
    const bool is_table = field.is(Node::Kind::table);
    if (!(is_table ? read_table(field, value) : read_exact(field, value))) return false;
    out = value;
    return true;
  }

 private:
  bool read_exact(const Field& field, Value& value) const {
    if constexpr (kIsTime) {  // "1ms..2ms" is two bounds
      sim::Delay range;
      if (!DelayType().read(field, range)) return false;
      value.min = range.min_ns;
      value.max = range.max_ns;
    } else {
      if (!field.is(Node::Kind::integer) && !field.is(Node::Kind::real)) {
        return field.refuse(info().expected + ", or a table with `min`, `max` or both");
      }
      Number number{};
      if (!inner_.read(field, number)) return false;
      value.min = number;
      value.max = number;
    }
    return true;
  }

  bool read_table(const Field& field, Value& value) const {
    const std::optional<MinMaxNodes> nodes = read_min_max(field);
    if (!nodes.has_value()) return false;
    const bool min_read = read_bound(field, nodes->min, value.min);
    const bool max_read = read_bound(field, nodes->max, value.max);
    if (!min_read || !max_read) return false;
    if (value.min.has_value() && value.max.has_value() && *value.min > *value.max) {
      return field.complain("has a `min` above its `max`");
    }
    return true;
  }

  bool read_bound(const Field& field, const Node* node, std::optional<Number>& bound) const {
    if (node == nullptr) return true;
    Number number{};
    if (!inner_.read(field.part(*node), number)) return false;
    bound = number;
    return true;
  }

  static constexpr bool kIsTime = std::is_same_v<Inner, DurationType>;
  Inner inner_;
};

using CountBoundsType = BoundsType<IntegerType<std::uint64_t>>;
using RealBoundsType = BoundsType<RealType>;
using TimeBoundsType = BoundsType<DurationType>;

}  // namespace drmsim::scenarios
