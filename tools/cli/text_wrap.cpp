#include "tools/cli/text_wrap.h"

#include <algorithm>

namespace drmsim::tools {
namespace {

constexpr std::size_t kColumns = 100;

// How many bytes the control character at the beginning of the text has; 0: there is none. Such
// are C0 but for the newline, DEL, C1 (U+0080 to U+009F), what separates lines and paragraphs, and
// what turns the direction of writing (U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069).
std::size_t control_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  if (byte(0) == 0x7f || (byte(0) < 0x20 && byte(0) != '\n')) return 1;
  if (byte(0) == 0xc2 && (byte(1) & 0xe0) == 0x80) return 2;
  if (byte(0) != 0xe2) return 0;
  const bool turns = (byte(1) == 0x80 && (byte(2) == 0x8e || byte(2) == 0x8f)) ||
                     (byte(1) == 0x80 && byte(2) >= 0xa8 && byte(2) <= 0xae) ||
                     (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9);
  return turns ? 3 : 0;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t control = control_bytes(text);
    out += control != 0 ? '?' : text.front();
    text.remove_prefix(std::max<std::size_t>(control, 1));
  }
  return out;
}

std::string printable_word(std::string_view text) {
  std::string word = printable(text);
  std::replace(word.begin(), word.end(), '\n', '?');
  return word;
}

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string lines;
  std::size_t column = 0;  // 0: at the start of a line
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (column != 0 && column + 1 + word.size() > kColumns) {
      lines += '\n';
      column = 0;
    }
    lines += column == 0 ? std::string(indent, ' ') : " ";
    column += (column == 0 ? indent : 1) + word.size();
    lines += printable(word);
  }
  return lines.empty() ? lines : lines + '\n';
}

}  // namespace drmsim::tools
