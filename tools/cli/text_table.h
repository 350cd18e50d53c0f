// Aligned columns: the first to the left, the others to the right.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/text_style.h"

namespace drmsim::tools {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> headings) : headings_(std::move(headings)) {}
  // As many cells as headings.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  // Leaves columns out that are empty in every row.
  std::string text(const TextStyle& style) const;

 private:
  std::string line(const std::vector<std::string>& cells,
                   const std::vector<std::size_t>& widths) const;

  std::vector<std::string> headings_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace drmsim::tools
