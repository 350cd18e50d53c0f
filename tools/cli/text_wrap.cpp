#include "tools/cli/text_wrap.h"

#include <algorithm>

namespace drmsim::tools {
namespace {

constexpr std::size_t kColumns = 100;

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xc2 && i + 1 < text.size() && (text[i + 1] & 0xe0) == 0x80;
    if (c1) ++i;  // U+0080 to U+009F
    const bool control = c1 || byte == 0x7f || (byte < 0x20 && byte != '\n');
    out += control ? '?' : text[i];
  }
  return out;
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
