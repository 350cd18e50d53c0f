#include "tools/cli/text_table.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::tools {

std::string TextTable::line(const std::vector<std::string>& cells,
                            const std::vector<std::size_t>& widths) const {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    if (i == 0) {
      text += fmt::format("{:<{}}", cells[i], widths[i]);
    } else {
      text += fmt::format("  {:>{}}", cells[i], widths[i]);
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string TextTable::text(const TextStyle& style) const {
  std::vector<std::size_t> widths(headings_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (std::size_t i = 0; i < headings_.size(); ++i) {
    if (widths[i] != 0) widths[i] = std::max(widths[i], headings_[i].size());
  }
  std::string text = style.bold(line(headings_, widths)) + "\n";
  for (const auto& row : rows_) text += line(row, widths) + "\n";
  return text;
}

}  // namespace drmsim::tools
