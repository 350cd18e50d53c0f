#include "scenarios/format/toml_text.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kTomlColumns = 100;

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// A character of a string as it stands between quotes.
std::string escaped(char c) {
  switch (c) {
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f ? fmt::format("\\u{:04x}", byte) : std::string(1, c);
}

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? "\\\"" : escaped(c);
  return result + '"';
}

// A text in triple quotes, broken at blanks: a backslash at the end of a line joins it to the next.
std::string block_text(std::string_view text) {
  std::string result = "\"\"\"\n";
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    // Two quotes in a row, or one at the end, would be taken for the end of the block.
    const bool quote_is_plain = i + 1 < text.size() && text[i + 1] != '"';
    const std::string piece = text[i] == '"' && !quote_is_plain ? "\\\"" : escaped(text[i]);
    result += piece;
    column += piece.size();
    if (text[i] != ' ' || i + 1 >= text.size() || text[i + 1] == ' ') continue;
    const std::size_t word_end = std::min(text.find(' ', i + 1), text.size());
    if (column + (word_end - i) + 4 <= kTomlColumns) continue;
    result += "\\\n";
    column = 0;
  }
  return result + "\"\"\"";
}

// A text of several lines, as such.
std::string lines_text(std::string_view text) {
  std::string result = "\"\"\"\n";
  result.reserve(text.size() + text.size() / 64 + 8);
  for (const char c : text) {
    if (c == '"') {
      result += "\\\"";
    } else if (c == '\n' || (c >= ' ' && c != '\\' && c != 0x7f)) {
      result += c;
    } else {
      result += escaped(c);
    }
  }
  return result + "\"\"\"";
}

bool has_lines(const Node& node) {
  constexpr std::ptrdiff_t kLinesMin = 2;
  return node.kind == Node::Kind::string &&
         std::count(node.text.begin(), node.text.end(), '\n') >= kLinesMin;
}

// A list over several lines, as many items on each as fit.
std::string list_text(const Node& list) {
  std::string result = "[";
  std::size_t column = kTomlColumns;
  for (const Node& item : list.items) {
    const std::string text = toml_value(item) + ',';
    if (column + 1 + text.size() > kTomlColumns) {
      result += "\n ";
      column = 1;
    }
    result += ' ' + text;
    column += 1 + text.size();
  }
  return result + "\n]";
}

bool is_list_of_tables(const Node& node) {
  return node.kind == Node::Kind::array && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(),
                     [](const Node& item) { return item.kind == Node::Kind::table; });
}

class TomlFile {
 public:
  void root(const Node& table) {
    Members in_lines;
    Members below;
    for (const Member& member : table.members) {
      const bool has_header = is_list_of_tables(member.value) ||
                              (!below.empty() && member.value.kind == Node::Kind::table);
      (has_header ? below : in_lines).push_back(member);
    }
    lines(in_lines);
    for (const Member& member : below) under_header(toml_key(member.key), member.value);
  }

  const std::string& text() const { return text_; }

 private:
  using Members = std::vector<Member>;

  static std::size_t key_width(const Members& members) {
    std::size_t width = 0;
    for (const Member& member : members) width = std::max(width, toml_key(member.key).size());
    return width;
  }

  void lines(const Members& members) {
    const std::size_t width = key_width(members);
    for (const Member& member : members) {
      std::string value =
          has_lines(member.value) ? lines_text(member.value.text) : toml_value(member.value);
      if (!has_lines(member.value) && width + 3 + value.size() > kTomlColumns) {
        if (member.value.kind == Node::Kind::string) value = block_text(member.value.text);
        if (member.value.kind == Node::Kind::array) value = list_text(member.value);
      }
      text_ += fmt::format("{:<{}} = {}\n", toml_key(member.key), width, value);
    }
  }

  void under_header(const std::string& path, const Node& node) {
    if (node.kind == Node::Kind::table) return table(path, "[" + path + "]\n", node);
    for (const Node& item : node.items) table(path, "[[" + path + "]]\n", item);
  }

  // The header may be left out if it would only introduce further headers.
  void table(const std::string& path, const std::string& header, const Node& table) {
    Members in_lines;
    Members below;
    const std::size_t width = key_width(table.members);
    for (const Member& member : table.members) {
      const bool fits =
          !has_lines(member.value) && width + 3 + toml_value(member.value).size() <= kTomlColumns;
      const bool is_table = member.value.kind == Node::Kind::table;
      (fits || !is_table ? in_lines : below).push_back(member);
    }
    if (!in_lines.empty() || below.empty() || header[1] == '[') {
      if (!text_.empty()) text_ += '\n';
      text_ += header;
    }
    lines(in_lines);
    for (const Member& member : below)
      under_header(path + '.' + toml_key(member.key), member.value);
  }

  std::string text_;
};

}  // namespace

std::string toml_key(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), is_bare) ? key : in_quotes(key);
}

std::string toml_value(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::table:
      for (const Member& member : node.members) {
        text += text.empty() ? "{ " : ", ";
        text += toml_key(member.key) + " = " + toml_value(member.value);
      }
      return text.empty() ? "{}" : text + " }";
    case Node::Kind::array:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + toml_value(item);
      return '[' + text + ']';
    case Node::Kind::string:
      return in_quotes(node.text);
    case Node::Kind::integer:
      return fmt::format("{}", node.integer);
    case Node::Kind::real:
      return real_text(node.real);
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::other:
      break;
  }
  return "none";  // the default of a key that has none
}

std::string toml_text(const Node& root) {
  TomlFile file;
  file.root(root);
  return file.text();
}

}  // namespace drmsim::scenarios
