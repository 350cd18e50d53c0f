#include "scenarios/format/document.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kShownBytesMax = 60;

Node of_kind(Node::Kind kind) {
  Node node;
  node.kind = kind;
  return node;
}

}  // namespace

const Node* Node::find(const std::string& key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Node Node::array() {
  return of_kind(Kind::array);
}

Node Node::table() {
  return of_kind(Kind::table);
}

Node Node::absent() {
  return of_kind(Kind::other);
}

Node Node::of_string(std::string text) {
  Node node = of_kind(Kind::string);
  node.text = std::move(text);
  return node;
}

Node Node::of_integer(std::int64_t value) {
  Node node = of_kind(Kind::integer);
  node.integer = value;
  return node;
}

Node Node::of_real(double value) {
  Node node = of_kind(Kind::real);
  node.real = value;
  return node;
}

Node Node::of_boolean(bool value) {
  Node node = of_kind(Kind::boolean);
  node.boolean = value;
  return node;
}

void Node::add(std::string key, Node value) {
  members.push_back(Member{std::move(key), {}, std::move(value)});
}

bool operator==(const Node& a, const Node& b) {
  const auto same = [](const Member& x, const Member& y) {
    return x.key == y.key && x.value == y.value;
  };
  return a.kind == b.kind && a.text == b.text && a.integer == b.integer && a.real == b.real &&
         a.boolean == b.boolean && a.items == b.items &&
         std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(), same);
}

std::string shown(const std::string& text, char quote) {
  std::string result(1, quote);
  std::size_t length = text.size();
  if (length > kShownBytesMax) {
    length = kShownBytesMax;
    // Not in the middle of a UTF-8 sequence.
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
  }
  for (const char c : text.substr(0, length)) {
    result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  if (length < text.size()) result += "...";
  return result + quote;
}

std::string real_text(double number) {
  const std::string text = fmt::format("{}", number);
  return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

std::string shown(const Node& node) {
  switch (node.kind) {
    case Node::Kind::table:
      return "a table";
    case Node::Kind::array:
      return "a list";
    case Node::Kind::string:
      return shown(node.text, '"');
    case Node::Kind::integer:
      return fmt::format("{}", node.integer);
    case Node::Kind::real:
      return real_text(node.real);
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::other:
      break;
  }
  return "a date or time";
}

}  // namespace drmsim::scenarios
