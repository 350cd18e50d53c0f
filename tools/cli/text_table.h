// Aligned columns: the first to the left, the others to the right, in groups that belong together.
//
// A table that would be wider than 100 columns is printed as several below each other, each with
// the first column and with as many groups as fit; a group that does not fit by itself is broken.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/text_style.h"

namespace drmsim::tools {

class TextTable {
 public:
  using Group = std::vector<std::string>;  // headings

  explicit TextTable(Group headings) : groups_{std::move(headings)} {}
  // The first column is the first of the first group.
  explicit TextTable(std::vector<Group> groups) : groups_(std::move(groups)) {}
  // As many cells as headings.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  // Leaves columns out that are empty in every row. Empty without a row.
  std::string text(const TextStyle& style) const;

 private:
  using Columns = std::vector<std::size_t>;  // indices

  std::vector<std::string> headings() const;
  std::vector<std::size_t> widths() const;  // 0: left out
  std::vector<Columns> parts(const std::vector<std::size_t>& widths) const;
  static std::string line(const std::vector<std::string>& cells, const Columns& columns,
                          const std::vector<std::size_t>& widths);

  std::vector<Group> groups_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace drmsim::tools
