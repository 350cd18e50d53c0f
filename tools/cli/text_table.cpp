#include "tools/cli/text_table.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::tools {
namespace {

constexpr std::size_t kColumnsMax = 100;
constexpr std::size_t kGap = 2;

}  // namespace

std::vector<std::string> TextTable::headings() const {
  std::vector<std::string> all;
  for (const Group& group : groups_) all.insert(all.end(), group.begin(), group.end());
  return all;
}

std::vector<std::size_t> TextTable::widths() const {
  const std::vector<std::string> names = headings();
  std::vector<std::size_t> widths(names.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] != 0) widths[i] = std::max(widths[i], names[i].size());
  }
  return widths;
}

std::vector<TextTable::Columns> TextTable::parts(const std::vector<std::size_t>& widths) const {
  std::vector<Columns> parts = {{0}};
  std::size_t used = widths[0];
  // Goes on below, unless so much more fits, or it would be no better there.
  const auto make_room = [&](std::size_t wanted) {
    if (parts.back().size() == 1 || used + wanted <= kColumnsMax) return;
    parts.push_back({0});
    used = widths[0];
  };
  std::size_t next = 1;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const std::size_t end = next + groups_[g].size() - (g == 0 ? 1 : 0);
    Columns columns;
    std::size_t wanted = 0;
    for (; next < end; ++next) {
      if (widths[next] == 0) continue;
      columns.push_back(next);
      wanted += kGap + widths[next];
    }
    make_room(wanted);
    for (const std::size_t column : columns) {
      make_room(kGap + widths[column]);  // a group may be too wide by itself
      parts.back().push_back(column);
      used += kGap + widths[column];
    }
  }
  return parts;
}

std::string TextTable::line(const std::vector<std::string>& cells, const Columns& columns,
                            const std::vector<std::size_t>& widths) {
  std::string text;
  for (const std::size_t i : columns) {
    if (i == 0) {
      text += fmt::format("{:<{}}", cells[i], widths[i]);
    } else {
      text += fmt::format("{:{}}{:>{}}", "", kGap, cells[i], widths[i]);
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string TextTable::text(const TextStyle& style) const {
  if (rows_.empty()) return "";
  const std::vector<std::size_t> columns = widths();
  const std::vector<std::string> names = headings();
  std::string text;
  for (const Columns& part : parts(columns)) {
    if (!text.empty()) text += '\n';
    text += style.bold(line(names, part, columns)) + "\n";
    for (const auto& row : rows_) text += line(row, part, columns) + "\n";
  }
  return text;
}

}  // namespace drmsim::tools
