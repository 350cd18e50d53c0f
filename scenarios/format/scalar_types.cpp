#include "scenarios/format/scalar_types.h"

#include "scenarios/format/min_max.h"
#include "scenarios/format/toml_text.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kTextBytesMax = 4000;

// A string such as "10us". Nothing else but 0: 2 was meant as seconds as often as not.
std::optional<sim::TimeNs> duration_of(const Node& node) {
  if (node.kind == Node::Kind::string) return parse_duration(node.text);
  if (node.kind == Node::Kind::integer && node.integer == 0) return sim::TimeNs{0};
  return std::nullopt;
}

// All durations have the same upper end, which FORMAT.md names once.
std::string range_text(sim::TimeNs min_ns) {
  return min_ns == 0 ? "" : "at least " + duration_text(min_ns);
}

bool in_range(sim::TimeNs value, sim::TimeNs min_ns) {
  return value >= min_ns && value <= kDurationMaxNs;
}

}  // namespace

bool TextType::read(const Field& field, Value& out) const {
  if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
  if (field.node.text.size() > kTextBytesMax) {
    return field.complain(
        fmt::format("has {} bytes; expected at most {}", field.node.text.size(), kTextBytesMax));
  }
  out = field.node.text;
  return true;
}

bool BooleanType::read(const Field& field, Value& out) const {
  if (!field.is(Node::Kind::boolean)) return field.refuse(info().expected);
  out = field.node.boolean;
  return true;
}

TypeInfo RealType::info() const {
  return {"number", fmt::format("{} to {}", min_, max_),
          fmt::format("a number from {} to {}", min_, max_),
          Limits{Limits::Unit::real, min_, max_, 0, 0}};
}

bool RealType::read(const Field& field, Value& out) const {
  double value = field.node.real;
  if (field.is(Node::Kind::integer)) {
    value = static_cast<double>(field.node.integer);
  } else if (!field.is(Node::Kind::real)) {
    return field.refuse(info().expected);
  }
  if (!(value >= min_ && value <= max_)) return field.refuse(info().expected);  // NaN fails too
  out = value;
  return true;
}

TypeInfo DurationType::info() const {
  const std::string or_word = word_.empty() ? "" : " or \"" + word_ + '"';
  return {
      "duration", range_text(min_ns_) + or_word,
      fmt::format("a duration with its unit (ns, us, ms, s) such as \"2.5ms\", from {} to {}{}",
                  duration_text(min_ns_), duration_text(kDurationMaxNs), or_word),
      Limits{Limits::Unit::duration, 0, 0, min_ns_, kDurationMaxNs}};
}

Node DurationType::node(Value value) const {
  if (!word_.empty() && value == sim::kForever) return Node::of_string(word_);
  return Node::of_string(duration_text(value));
}

Node DurationType::node(const std::optional<Value>& value) const {
  return value.has_value() ? node(*value) : Node::absent();
}

std::string DurationType::text(const std::optional<Value>& value) const {
  return value.has_value() ? toml_value(node(*value)) : "none";
}

bool DurationType::read(const Field& field, Value& out) const {
  if (!word_.empty() && field.is(Node::Kind::string) && field.node.text == word_) {
    out = sim::kForever;
    return true;
  }
  const std::optional<sim::TimeNs> value = duration_of(field.node);
  if (!value.has_value() || !in_range(*value, min_ns_)) return field.refuse(info().expected);
  out = *value;
  return true;
}

bool DurationType::read(const Field& field, std::optional<Value>& out) const {
  Value value = 0;
  if (!read(field, value)) return false;
  out = value;
  return true;
}

TypeInfo DelayType::info() const {
  return {"duration or range", range_text(min_ns_),
          fmt::format("a duration with its unit (ns, us, ms, s) such as \"2.5ms\", or a range such "
                      "as \"5us..10us\" or {{ min = \"5us\", max = \"10us\" }}, from {} to {}",
                      duration_text(min_ns_), duration_text(kDurationMaxNs)),
          Limits{Limits::Unit::duration, 0, 0, min_ns_, kDurationMaxNs}};
}

bool DelayType::read(const Field& field, Value& out) const {
  if (field.is(Node::Kind::table)) return read_table(field, out);
  std::optional<sim::Delay> value;
  if (field.is(Node::Kind::string)) {
    value = parse_duration_range(field.node.text);
  } else if (const std::optional<sim::TimeNs> fixed = duration_of(field.node)) {
    value = sim::Delay::fixed(*fixed);
  }
  const bool fits =
      value.has_value() && in_range(value->min_ns, min_ns_) && in_range(value->max_ns, min_ns_);
  if (!fits) return field.refuse(info().expected);
  out = *value;
  return true;
}

bool DelayType::read_table(const Field& field, Value& out) const {
  const std::optional<MinMaxNodes> nodes = read_min_max(field);
  if (!nodes.has_value()) return false;
  if (nodes->min == nullptr || nodes->max == nullptr) {
    return field.complain("has only one of `min` and `max`; expected both");
  }
  const DurationType bound(min_ns_);
  Value value;
  const bool min_read = bound.read(field.part(*nodes->min), value.min_ns);
  const bool max_read = bound.read(field.part(*nodes->max), value.max_ns);
  if (!min_read || !max_read) return false;
  if (value.min_ns > value.max_ns) return field.complain("has a `min` above its `max`");
  out = value;
  return true;
}

}  // namespace drmsim::scenarios
