// The only file that includes toml++.
//
// Stack safety: toml++ bounds the nesting of values, but a dotted key ("a.b.c = 1", "[a.b.c]")
// nests one level per dot without limit, and its trees are destroyed recursively, also when parsing
// fails. A key cannot span lines, so bounding the dots of a line bounds the depth: at most 16
// nested values of at most 200 levels each, about 1 MiB of stack.
//
// Malformed input: toml++ 3.3 asserts, or with NDEBUG assumes, that a table header starts with a
// key; "[[[" breaks that. Its assertions are made to throw here, in every build. And it declares
// unreachable what it reaches at certain characters between tokens and behind a line continuation.
// TOML has none between tokens that are not ASCII, so they are refused first; behind a continuation
// they are handed over as escapes.
#include "scenarios/format/toml_document.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace drmsim::scenarios {
namespace {

struct BrokenAssumption {};

[[noreturn]] void throw_broken_assumption() {
  throw BrokenAssumption();
}

}  // namespace
}  // namespace drmsim::scenarios

// The library is compiled here whatever the build says, since its limits are set here.
#undef TOML_SHARED_LIB
#undef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ASSERT(condition) \
  ((condition) ? void() : ::drmsim::scenarios::throw_broken_assumption())
#undef NDEBUG
#include <toml++/toml.h>

#include "scenarios/format/input_error.h"

namespace drmsim::scenarios {
namespace {

constexpr int kDotsPerLineMax = 200;
constexpr int kDepthMax = 8;  // the deepest key of the format is at 5

SourceLocation location_of(const toml::source_position& position) {
  return SourceLocation{static_cast<int>(position.line), static_cast<int>(position.column)};
}

void refuse_deep_keys(std::string_view text, const std::string& name) {
  int line = 1;
  int dots = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++line;
      dots = 0;
    } else if (c == '.' && ++dots > kDotsPerLineMax) {
      throw InputError(Diagnostic{
          name, line, 0,
          "too many dots in one line; expected at most " + std::to_string(kDotsPerLineMax)});
    }
  }
}

// Where in TOML text other characters than ASCII may be.
class Lexer {
 public:
  // Takes one byte; whether it is inside of a string or a comment.
  bool inside(char c) {
    if (c == '\n' && quotes_ < 3) quote_ = 0;
    if (quote_ == 0) return open(c);
    if (quote_ == '#') return true;
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (std::exchange(escaped_, false)) {
      continuing_ = blank && quotes_ == 3;
      return true;
    }
    ends_continuation_ = continuing_ && !blank;
    continuing_ = continuing_ && blank;
    escaped_ = quote_ == '"' && c == '\\';
    run_ = c == quote_ ? run_ + 1 : 0;
    if (run_ == quotes_) quote_ = 0, run_ = 0;
    return true;
  }
  // The byte just taken is the first of a string that is not blank behind a backslash at the end
  // of a line.
  bool ends_continuation() const { return ends_continuation_; }

 private:
  // Outside, or at the quotes that open a string: two of them, which is an empty one, or three.
  bool open(char c) {
    if (c == opening_ && run_ < 3) {
      if (++run_ == 3) begin(std::exchange(opening_, 0), 3);
      return false;
    }
    const char opened = std::exchange(opening_, 0);
    if (opened != 0 && run_ == 1 && c != '\n') {
      begin(opened, 1);
      return inside(c);
    }
    if (c == '"' || c == '\'') {
      opening_ = c;
      run_ = 1;
    } else if (c == '#') {
      begin('#', 1);
    }
    return false;
  }
  void begin(char quote, int quotes) {
    quote_ = quote;
    quotes_ = quotes;
    run_ = 0;
    escaped_ = false;
    continuing_ = false;
    ends_continuation_ = false;
  }

  char opening_ = 0;  // the quote that has just been seen, run_ times
  char quote_ = 0;    // of the string that this is in; '#': a comment; 0: neither
  int quotes_ = 1;    // how many close it
  int run_ = 0;       // quotes in a row
  bool escaped_ = false;
  bool continuing_ = false;  // between the backslash at the end of a line and what follows it
  bool ends_continuation_ = false;
};

void refuse_what_is_not_ascii(std::string_view text, const std::string& name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, 3) == kByteOrderMark) text.remove_prefix(3);
  int line = 1;
  Lexer lexer;
  for (const char c : text) {
    if (!lexer.inside(c) && static_cast<unsigned char>(c) >= 0x80) {
      throw InputError(
          Diagnostic{name, line, 0,
                     "a character that is not ASCII; expected such only in strings and comments"});
    }
    if (c == '\n') ++line;
  }
}

// The code point at the beginning of `text`, and how many bytes it has; none if it is no UTF-8,
// which toml++ refuses by itself.
std::optional<std::pair<std::uint32_t, std::size_t>> code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC2 ? 2 : 0;
  if (bytes == 0 || byte(0) > 0xF4 || text.size() < bytes) return std::nullopt;
  std::uint32_t value = byte(0) & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
    value = value << 6 | (byte(i) & 0x3FU);
  }
  return std::pair(value, bytes);
}

// The same text with an escape in place of each character that is not ASCII behind a continuation.
std::string escaped_behind_continuations(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  Lexer lexer;
  for (std::size_t i = 0; i < text.size();) {
    lexer.inside(text[i]);
    if (lexer.ends_continuation() && static_cast<unsigned char>(text[i]) >= 0x80) {
      if (const auto point = code_point(text.substr(i))) {
        result += fmt::format("\\U{:08X}", point->first);
        i += point->second;
        continue;  // what it had of bytes says nothing to the lexer
      }
    }
    result += text[i++];
  }
  return result;
}

// Copies the tree, refusing what no scenario can mean before it costs stack.
class Converter {
 public:
  Converter(const std::string& name, int file) : name_(name), file_(file) {}

  Node convert(const toml::node& source) {
    Node node;
    node.where = place_of(source.source().begin);
    if (const toml::table* table = source.as_table()) {
      enter(node.where);
      convert_members(*table, node);
      --depth_;
    } else if (const toml::array* array = source.as_array()) {
      enter(node.where);
      node.kind = Node::Kind::array;
      for (const toml::node& item : *array) node.items.push_back(convert(item));
      --depth_;
    } else {
      convert_scalar(source, node);
    }
    return node;
  }

 private:
  SourceLocation place_of(const toml::source_position& position) const {
    SourceLocation where = location_of(position);
    where.file = file_;
    return where;
  }

  void enter(SourceLocation where) {
    if (++depth_ <= kDepthMax) return;
    throw InputError(Diagnostic{name_, where.line, where.column,
                                "tables and lists nested too deeply; expected at most " +
                                    std::to_string(kDepthMax) + " levels"});
  }

  // toml++ sorts by key; messages and the order of definitions follow the file.
  void convert_members(const toml::table& source, Node& node) {
    for (auto&& [key, value] : source) {
      Node member = convert(value);
      node.members.push_back(
          Member{std::string(key.str()), place_of(key.source().begin), std::move(member)});
    }
    const auto position = [](const Member& m) { return std::pair(m.where.line, m.where.column); };
    std::stable_sort(node.members.begin(), node.members.end(),
                     [&](const Member& a, const Member& b) { return position(a) < position(b); });
  }

  static void convert_scalar(const toml::node& source, Node& node) {
    if (const auto* text = source.as_string()) {
      node.kind = Node::Kind::string;
      node.text = text->get();
    } else if (const auto* integer = source.as_integer()) {
      node.kind = Node::Kind::integer;
      node.integer = integer->get();
    } else if (const auto* real = source.as_floating_point()) {
      node.kind = Node::Kind::real;
      node.real = real->get();
    } else if (const auto* boolean = source.as_boolean()) {
      node.kind = Node::Kind::boolean;
      node.boolean = boolean->get();
    } else {
      node.kind = Node::Kind::other;
    }
  }

  const std::string& name_;
  int file_;
  int depth_ = 0;
};

// The tree, or nothing if toml++ stumbles over its own assumptions.
std::optional<toml::table> try_parse(std::string_view text, const std::string& name) {
  try {
    return toml::parse(text, name);
  } catch (const BrokenAssumption&) {
    return std::nullopt;
  } catch (const toml::parse_error& error) {
    const SourceLocation where = location_of(error.source().begin);
    throw InputError(Diagnostic{name, where.line, where.column,
                                "not valid TOML: " + std::string(error.description())});
  }
}

bool stumbles(std::string_view text, const std::string& name) {
  try {
    return !try_parse(text, name).has_value();
  } catch (const InputError&) {
    return false;  // an error of its own, since the text was cut
  }
}

// Assertions know no position. The parser reads forward only, so the line is the one with which the
// text must end for the parser to stumble; found by bisection.
int line_of_stumble(std::string_view text, const std::string& name) {
  std::vector<std::size_t> line_ends;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') line_ends.push_back(i + 1);
  }
  const auto first = std::partition_point(line_ends.begin(), line_ends.end(), [&](std::size_t end) {
    return !stumbles(text.substr(0, end), name);
  });
  return static_cast<int>(first - line_ends.begin()) + 1;
}

}  // namespace

Node parse_toml(std::string_view text, const std::string& name, int file) {
  refuse_deep_keys(text, name);
  refuse_what_is_not_ascii(text, name);
  const std::string escaped = escaped_behind_continuations(text);
  const std::optional<toml::table> table = try_parse(escaped, name);
  if (!table.has_value()) {
    throw InputError(Diagnostic{name, line_of_stumble(escaped, name), 0,
                                "not valid TOML; expected a key or a [table] or [[table]] header"});
  }
  return Converter(name, file).convert(*table);
}

}  // namespace drmsim::scenarios
