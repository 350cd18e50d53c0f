#include "scenarios/format/name_types.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/scalar_types.h"

namespace drmsim::scenarios {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_name_character(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

std::string text_schema(std::size_t max) {
  return fmt::format(R"({{"type": "string", "minLength": 1, "maxLength": {}}})", max);
}

// What a reference may look like: some are patterns, and `#` stands for the number of a copy.
bool is_reference(const std::string& text) {
  return !text.empty() && text.size() <= kNameBytesMax;
}

}  // namespace

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= kNameBytesMax && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

TypeInfo NameType::info() const {
  return {"name",
          "",
          fmt::format("a name: a letter, then letters, digits, `_`, `-`, `.` and `:`, at most {} "
                      "characters",
                      kNameBytesMax),
          {},
          fmt::format(R"({{"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_.:-]{{0,{}}}$"}})",
                      kNameBytesMax - 1)};
}

bool NameType::read(const Field& field, Value& out) const {
  if (!field.is(Node::Kind::string) || !is_name(field.node.text)) {
    return field.refuse(info().expected);
  }
  out = field.node.text;
  return true;
}

TypeInfo NameRefType::info() const {
  return {"name of " + of_, "", "the name of " + of_, {}, text_schema(kNameBytesMax)};
}

std::string NameRefType::text(const Value& value) const {
  return value.name.empty() ? "none" : '"' + value.name + '"';
}

Node NameRefType::node(const Value& value) const {
  return value.name.empty() ? Node::absent() : Node::of_string(value.name);
}

bool NameRefType::read(const Field& field, Value& out) const {
  if (!field.is(Node::Kind::string) || !is_reference(field.node.text)) {
    return field.refuse(info().expected);
  }
  out = NameRef{field.node.text, field.node.where};
  return true;
}

TypeInfo FileListType::info() const {
  const std::string at_most = fmt::format("at most {}", max_);
  return {"list of files",
          at_most,
          fmt::format("the path of a file, or a list of {} of them", at_most),
          {},
          schema_or_list(text_schema(kPathBytesMax), max_)};
}

bool FileListType::read(const Field& field, Value& out) const {
  const bool is_list = field.is(Node::Kind::array);
  if (!is_list && !field.is(Node::Kind::string)) return field.refuse(info().expected);
  if (is_list && field.node.items.size() > max_) {
    return field.complain(
        fmt::format("has {} items; expected at most {}", field.node.items.size(), max_));
  }
  const std::vector<Node> one = {is_list ? Node() : field.node};
  for (const Node& item : is_list ? field.node.items : one) {
    const bool fits = item.kind == Node::Kind::string && !item.text.empty() &&
                      item.text.size() <= kPathBytesMax &&
                      item.text.find('\0') == std::string::npos;
    if (!fits) return field.part(item).refuse(info().expected);
    out.push_back(NameRef{item.text, item.where});
  }
  return true;
}

TypeInfo FileType::info() const {
  return {"file", "", "the path of a file", {}, text_schema(kPathBytesMax)};
}

bool FileType::read(const Field& field, Value&) const {
  if (!field.is(Node::Kind::string)) return field.refuse(info().expected);
  return field.complain("names a file, which only a scenario file can; expected its contents");
}

TypeInfo NameListType::info() const {
  const std::string how_many =
      min_ == 0 ? fmt::format("at most {}", max_) : fmt::format("{} to {}", min_, max_);
  return {"list of names of " + of_,
          how_many,
          "a list with the name of " + of_ + " in each item, " + how_many,
          {},
          schema_or_list(text_schema(kNameBytesMax), max_, min_)};
}

Node NameListType::node(const Value& value) const {
  Node list = Node::array();
  for (const NameRef& name : value) list.items.push_back(Node::of_string(name.name));
  return list;
}

Node NameListType::node(const std::optional<Value>& value) const {
  return value.has_value() ? node(*value) : Node::absent();
}

bool NameListType::read(const Field& field, Value& out) const {
  const NameRefType type(of_);
  if (field.is(Node::Kind::string)) {
    NameRef only;
    if (!type.read(field, only)) return false;
    out.push_back(only);
    return true;
  }
  if (!field.is(Node::Kind::array)) return field.refuse(info().expected);
  if (field.node.items.size() > max_) {
    return field.complain(
        fmt::format("has {} items; expected at most {}", field.node.items.size(), max_));
  }
  if (field.node.items.size() < min_) {
    return field.complain(
        fmt::format("has {} items; expected at least {}", field.node.items.size(), min_));
  }
  for (const Node& item : field.node.items) {
    NameRef name;
    if (!type.read(field.part(item), name)) return false;
    out.push_back(name);
  }
  return true;
}

bool NameListType::read(const Field& field, std::optional<Value>& out) const {
  Value names;
  if (!read(field, names)) return false;
  out = std::move(names);
  return true;
}

}  // namespace drmsim::scenarios
