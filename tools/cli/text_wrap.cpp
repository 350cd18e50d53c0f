#include "tools/cli/text_wrap.h"

#include <algorithm>

namespace drmsim::tools {
namespace {

constexpr std::size_t kColumns = 100;

}  // namespace

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
    lines += word;
  }
  return lines.empty() ? lines : lines + '\n';
}

}  // namespace drmsim::tools
