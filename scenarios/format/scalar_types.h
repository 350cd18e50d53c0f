// The types that single values of a scenario file have.
//
// A type reads a Field into a Value (false, and a diagnostic, if it does not fit), makes the node
// that a file would have for a Value, and describes itself. Where the default is nothing that a
// file can say, text() says it for FORMAT.md.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/field.h"
#include "scenarios/format/key_info.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {

// JSON Schema of one of these words; of what `schema` allows, or the word if it is not empty.
std::string schema_of_words(const std::vector<std::string>& words);
std::string schema_or_word(std::string schema, const std::string& word);
// Of one value, or a list of so many.
std::string schema_or_list(const std::string& schema, std::size_t max, std::size_t min = 0);

// Free text on one or more lines.
class TextType {
 public:
  using Value = std::string;
  TypeInfo info() const;
  Node node(const Value& value) const { return Node::of_string(value); }
  bool read(const Field& field, Value& out) const;
};

class BooleanType {
 public:
  using Value = bool;
  TypeInfo info() const { return {"boolean", "", "true or false", {}, R"({"type": "boolean"})"}; }
  Node node(Value value) const { return Node::of_boolean(value); }
  bool read(const Field& field, Value& out) const;
};

// A whole number; optionally a word that stands for the largest value of the C++ type.
template <class Integer>
class IntegerType {
 public:
  using Value = Integer;
  IntegerType(Integer min, Integer max, std::string word = "")
      : min_(min), max_(max), word_(std::move(word)) {}

  TypeInfo info() const {
    const std::string or_word = word_.empty() ? "" : " or \"" + word_ + '"';
    return {"integer", fmt::format("{} to {}{}", min_, max_, or_word),
            fmt::format("an integer from {} to {}{}", min_, max_, or_word),
            Limits{Limits::Unit::count, 0, 0, min_, max_},
            schema_or_word(
                fmt::format(R"({{"type": "integer", "minimum": {}, "maximum": {}}})", min_, max_),
                word_)};
  }
  Node node(Value value) const {
    if (!word_.empty() && value == kWordValue) return Node::of_string(word_);
    return Node::of_integer(static_cast<std::int64_t>(value));
  }
  bool read(const Field& field, Value& out) const {
    if (!word_.empty() && field.is(Node::Kind::string) && field.node.text == word_) {
      out = kWordValue;
      return true;
    }
    const std::int64_t value = field.node.integer;
    const bool fits = field.is(Node::Kind::integer) && value >= 0 &&
                      static_cast<std::uint64_t>(value) >= min_ &&
                      static_cast<std::uint64_t>(value) <= max_;
    if (!fits) return field.refuse(info().expected);
    out = static_cast<Integer>(value);
    return true;
  }

 private:
  static constexpr Integer kWordValue = std::numeric_limits<Integer>::max();
  Integer min_;
  Integer max_;
  std::string word_;
};

class RealType {
 public:
  using Value = double;
  RealType(double min, double max) : min_(min), max_(max) {}
  TypeInfo info() const;
  Node node(Value value) const;  // whole numbers without a point
  bool read(const Field& field, Value& out) const;

 private:
  double min_;
  double max_;
};

// A length of time or a moment; optionally a word for "never".
class DurationType {
 public:
  using Value = sim::TimeNs;
  explicit DurationType(sim::TimeNs min_ns = 0, std::string word = "")
      : min_ns_(min_ns), word_(std::move(word)) {}
  TypeInfo info() const;
  Node node(Value value) const;
  Node node(const std::optional<Value>& value) const;
  std::string text(const std::optional<Value>& value) const;
  bool read(const Field& field, Value& out) const;
  bool read(const Field& field, std::optional<Value>& out) const;

 private:
  sim::TimeNs min_ns_;
  std::string word_;
};

// A duration that is fixed, or drawn anew each time. What it is drawn from may be in a file, which
// is read before the keys are (resolve/companion_files.h).
class DelayType {
 public:
  using Value = sim::Delay;
  explicit DelayType(sim::TimeNs min_ns = 0) : min_ns_(min_ns) {}
  TypeInfo info() const;
  Node node(const Value& value) const;
  bool read(const Field& field, Value& out) const;

 private:
  bool read_table(const Field& field, Value& out) const;
  bool read_values(const Field& field, Value& out) const;
  sim::TimeNs min_ns_;
};

// In place of a duration: values that were measured, and the file that has them.
inline constexpr const char* kValuesKey = "values";
inline constexpr const char* kFromKey = "from";
inline constexpr std::size_t kMeasuredValuesMax = 100'000;

// One of a fixed set of words.
template <class Enum>
class ChoiceType {
 public:
  using Value = Enum;
  explicit ChoiceType(std::vector<std::pair<std::string, Enum>> choices)
      : choices_(std::move(choices)) {}

  TypeInfo info() const {
    return {
        "choice", either_of(names()), "one of " + either_of(names()), {}, schema_of_words(names())};
  }
  Node node(const Value& value) const {
    for (const auto& choice : choices_) {
      if (choice.second == value) return Node::of_string(choice.first);
    }
    return Node::absent();
  }
  bool read(const Field& field, Value& out) const {
    if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
    for (const auto& choice : choices_) {
      if (choice.first != field.node.text) continue;
      out = choice.second;
      return true;
    }
    return field.complain("is " + shown(field.node) + suggestion(field.node.text, names()));
  }

 private:
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& choice : choices_) names.push_back(choice.first);
    return names;
  }
  std::vector<std::pair<std::string, Enum>> choices_;
};

}  // namespace drmsim::scenarios
