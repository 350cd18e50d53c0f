#include "tests/fuzz/mutate/assignments.h"

#include <cctype>

namespace drmsim::tests {
namespace {

bool is_key_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

// Behind a quoted string that begins at `at`.
std::size_t end_of_string(const std::string& text, std::size_t at) {
  const std::string quote = text.compare(at, 3, "\"\"\"") == 0 ? "\"\"\"" : text.substr(at, 1);
  std::size_t end = at + quote.size();
  while (end < text.size() && text.compare(end, quote.size(), quote) != 0) {
    end += text[end] == '\\' ? 2 : 1;
  }
  return std::min(text.size(), end + quote.size());
}

std::size_t end_of_value(const std::string& text, std::size_t begin) {
  int depth = 0;
  std::size_t i = begin;
  while (i < text.size()) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = end_of_string(text, i);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '\n' || c == '}' || c == ']' || c == '#')) break;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    ++i;
  }
  while (i > begin && text[i - 1] == ' ') --i;
  return i;
}

}  // namespace

std::vector<Assignment> assignments_in(const std::string& text) {
  std::vector<Assignment> all;
  std::size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (c == '#') {
      while (i < text.size() && text[i] != '\n') ++i;
    } else if (c == '"' || c == '\'') {
      i = end_of_string(text, i);
    } else if (is_key_character(c)) {
      const std::size_t begin = i;
      while (i < text.size() && is_key_character(text[i])) ++i;
      std::size_t value = i;
      while (value < text.size() && text[value] == ' ') ++value;
      if (value >= text.size() || text[value] != '=') continue;
      ++value;
      while (value < text.size() && text[value] == ' ') ++value;
      all.push_back({text.substr(begin, i - begin), begin, value, end_of_value(text, value)});
      i = value;
    } else {
      ++i;
    }
  }
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::size_t next = end == std::string::npos ? text.size() : end + 1;
    lines.push_back(text.substr(begin, next - begin));
    begin = next;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

std::vector<TablePart> table_parts(const std::string& text) {
  std::vector<TablePart> parts = {{"", ""}};
  for (const std::string& line : lines_of(text)) {
    if (line[0] == '[') {
      const std::size_t end = line.find_last_of(']');
      parts.push_back({line.substr(0, end == std::string::npos ? end : end + 1), ""});
    }
    parts.back().text += line;
  }
  return parts;
}

}  // namespace drmsim::tests
