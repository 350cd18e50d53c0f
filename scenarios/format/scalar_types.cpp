#include "scenarios/format/scalar_types.h"

#include <cmath>
#include <cstdint>

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

// "10us", and "5us..10us" if a range may stand there. 0 needs no unit.
std::string duration_schema(sim::TimeNs min_ns, bool or_range) {
  constexpr const char* kDuration = "[0-9]{1,18}([.][0-9]{1,9})?(ns|us|ms|s)";
  const std::string more = or_range ? fmt::format("([.][.]{})?", kDuration) : "";
  std::string text = fmt::format(R"({{"type": "string", "pattern": "^{}{}$"}})", kDuration, more);
  if (min_ns > 0) return text;
  return fmt::format(R"({{"anyOf": [{}, {{"type": "integer", "minimum": 0, "maximum": 0}}]}})",
                     text);
}

}  // namespace

std::string schema_of_words(const std::vector<std::string>& words) {
  return fmt::format(R"({{"enum": ["{}"]}})", fmt::join(words, R"(", ")"));
}

std::string schema_or_word(std::string schema, const std::string& word) {
  if (word.empty()) return schema;
  return fmt::format(R"({{"anyOf": [{}, {{"enum": ["{}"]}}]}})", schema, word);
}

std::string schema_or_list(const std::string& schema, std::size_t max, std::size_t min) {
  return fmt::format(R"({{"anyOf": [{0}, {{"type": "array", "items": {0}, "minItems": {1}, )"
                     R"("maxItems": {2}}}]}})",
                     schema, min, max);
}

TypeInfo TextType::info() const {
  return {"text",
          "",
          "a string",
          {},
          fmt::format(R"({{"type": "string", "maxLength": {}}})", kTextBytesMax)};
}

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
          Limits{Limits::Unit::real, min_, max_, 0, 0},
          fmt::format(R"({{"type": "number", "minimum": {}, "maximum": {}}})", min_, max_)};
}

Node RealType::node(Value value) const {
  constexpr double kWholeMax = 1e15;  // every whole number up to there is a double
  if (std::trunc(value) != value || std::abs(value) > kWholeMax) return Node::of_real(value);
  return Node::of_integer(static_cast<std::int64_t>(value));
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
  return {"duration", range_text(min_ns_) + or_word,
          fmt::format("a duration with its unit (ns, us, ms, s) such as \"2.5ms\", from {} to {}{}",
                      duration_text(min_ns_), duration_text(kDurationMaxNs), or_word),
          Limits{Limits::Unit::duration, 0, 0, min_ns_, kDurationMaxNs},
          schema_or_word(duration_schema(min_ns_, false), word_)};
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
  const std::string one = DurationType(min_ns_).info().schema;
  return {"duration or range", range_text(min_ns_),
          fmt::format("a duration with its unit (ns, us, ms, s) such as \"2.5ms\", or a range such "
                      "as \"5us..10us\" or {{ min = \"5us\", max = \"10us\" }}, or measured values "
                      "as {{ from = \"FILE\" }}, from {} to {}",
                      duration_text(min_ns_), duration_text(kDurationMaxNs)),
          Limits{Limits::Unit::duration, 0, 0, min_ns_, kDurationMaxNs},
          fmt::format(R"({{"anyOf": [{}, {}, )"
                      R"({{"type": "object", "additionalProperties": false, "required": ["{}"], )"
                      R"("properties": {{"{}": {{"type": "string", "minLength": 1}}}}}}, )"
                      R"({{"type": "object", "additionalProperties": false, "required": ["{}"], )"
                      R"("properties": {{"{}": {{"type": "array", "items": {}, "minItems": 1, )"
                      R"("maxItems": {}}}}}}}]}})",
                      duration_schema(min_ns_, true), min_max_schema(one, 2), kFromKey, kFromKey,
                      kValuesKey, kValuesKey, one, kMeasuredValuesMax)};
}

Node DelayType::node(const Value& value) const {
  if (value.above_min == nullptr) return Node::of_string(duration_text(value));
  Node values = Node::array();
  for (const sim::TimeNs ns : value.values()) {
    values.items.push_back(Node::of_string(duration_text(ns)));
  }
  Node table = Node::table();
  table.add(kValuesKey, std::move(values));
  return table;
}

bool DelayType::read(const Field& field, Value& out) const {
  if (field.is(Node::Kind::table)) {
    if (field.node.find(kFromKey) != nullptr) {
      return field.complain("names a file, which only a scenario file can, as the only key of " +
                            std::string("the table; expected `") + kValuesKey + "`");
    }
    return field.node.find(kValuesKey) != nullptr ? read_values(field, out)
                                                  : read_table(field, out);
  }
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

bool DelayType::read_values(const Field& field, Value& out) const {
  const Node& list = field.node.members.front().value;
  if (field.node.members.size() > 1 || list.kind != Node::Kind::array || list.items.empty() ||
      list.items.size() > kMeasuredValuesMax) {
    return field.complain(
        fmt::format("is no table of measured values; expected {{ {} = [...] }} "
                    "with 1 to {} durations, and no other key",
                    kValuesKey, kMeasuredValuesMax));
  }
  const DurationType one(min_ns_);
  std::vector<sim::TimeNs> values;
  for (const Node& item : list.items) {
    sim::TimeNs value = 0;
    if (!one.read(field.part(item), value)) return false;
    values.push_back(value);
  }
  out = sim::Delay::one_of(std::move(values));
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
