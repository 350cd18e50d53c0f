// The lines of a text with values in columns: without blank ones, comments (#), and what editors
// add at their ends.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace drmsim::scenarios {

// A number without sign, point and unit.
inline bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class CsvLines {
 public:
  static constexpr std::size_t kLineBytesMax = 4096;

  explicit CsvLines(std::string_view text) : left_(text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (left_.starts_with(kByteOrderMark)) left_.remove_prefix(kByteOrderMark.size());
  }

  // Goes to the next line that says something. False: there is none.
  bool next() {
    while (!left_.empty()) {
      const std::size_t end = std::min(left_.find('\n'), left_.size());
      line_ = left_.substr(0, end);
      left_.remove_prefix(std::min(end + 1, left_.size()));
      ++number_;
      text_ = trimmed(line_);
      if (!text_.empty() && text_.front() != '#') return true;
    }
    return false;
  }

  std::string_view text() const { return text_; }  // of the line, without blanks around it
  int number() const { return number_; }           // of the line, from 1
  int column() const { return column_of(text_); }
  // Of a part of text(), from 1.
  int column_of(std::string_view part) const {
    return static_cast<int>(part.data() - line_.data()) + 1;
  }
  bool is_too_long() const { return line_.size() > kLineBytesMax; }

  static std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
  }

 private:
  std::string_view left_;
  std::string_view line_;
  std::string_view text_;
  int number_ = 0;
};

}  // namespace drmsim::scenarios
