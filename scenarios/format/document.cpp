#include "scenarios/format/document.h"

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kShownBytesMax = 60;

}  // namespace

const Node* Node::find(const std::string& key) const {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
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
      return fmt::format("{}", node.real);
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::other:
      break;
  }
  return "a date or time";
}

}  // namespace drmsim::scenarios
