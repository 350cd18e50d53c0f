// The only file that includes toml++.
//
// Stack safety: toml++ bounds the nesting of values, but a dotted key ("a.b.c = 1", "[a.b.c]")
// nests one level per dot without limit, and its trees are destroyed recursively, also when parsing
// fails. A key cannot span lines, so bounding the dots of a line bounds the depth: at most 16
// nested values of at most 200 levels each, about 1 MiB of stack.
//
// Malformed input: toml++ 3.3 asserts, or with NDEBUG assumes, that a table header starts with a
// key; "[[[" breaks that. Its assertions are made to throw here, in every build. And where it asks
// whether a character is white space, it declares unreachable what many letters from U+0080 to
// U+FEFF reach: an accented e in a value that begins like a number, behind a line continuation,
// between tokens. It never sees such a character here: each is moved to plane 15 (U+00E9 to
// U+F00E9), where the question is answered before that place, and moved back in what the library
// gives.
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
#include "scenarios/format/utf8.h"

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

// The same text with each code point moved; what is ASCII or no UTF-8 stays.
template <class Move>
std::string with_moved_code_points(std::string_view text, Move move) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (const auto point = code_point(text.substr(i))) {
      append_code_point(result, move(point->first));
      i += point->second;
    } else {
      result += text[i++];
    }
  }
  return result;
}

constexpr std::uint32_t kPlane15 = 0xF0000;

// Surrogates stay, which are no characters: the library refuses them.
std::string moved_to_plane_15(std::string_view text) {
  return with_moved_code_points(text, [](std::uint32_t c) {
    return c <= 0xFEFF && (c < 0xD800 || c > 0xDFFF) ? c + kPlane15 : c;
  });
}

std::string moved_back(std::string_view text) {
  return with_moved_code_points(
      text, [](std::uint32_t c) { return c >> 16 == kPlane15 >> 16 ? c - kPlane15 : c; });
}

// What the library says of the text: some characters as they are, some as escapes.
std::string message_moved_back(std::string_view text) {
  constexpr std::string_view kEscape = "\\U000F";
  std::string message = moved_back(text);
  for (std::size_t at = 0; (at = message.find(kEscape, at)) != std::string::npos;) {
    message.replace(at, kEscape.size(), "\\u");
  }
  return message;
}

// No such character has a meaning: they are for private use. As an escape too.
void refuse_plane_15(std::string_view text, const std::string& name) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto point = code_point(text.substr(i));
    const std::string_view escape = text.substr(i, 6);
    if (escape != "\\U000F" && escape != "\\U000f" &&
        !(point.has_value() && point->first >> 16 == kPlane15 >> 16)) {
      continue;
    }
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(i), '\n');
    throw InputError(
        Diagnostic{name, static_cast<int>(line), 0,
                   "a character for private use, U+F0000 to U+FFFFF; expected none of them"});
  }
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
          Member{moved_back(key.str()), place_of(key.source().begin), std::move(member)});
    }
    const auto position = [](const Member& m) { return std::pair(m.where.line, m.where.column); };
    std::stable_sort(node.members.begin(), node.members.end(),
                     [&](const Member& a, const Member& b) { return position(a) < position(b); });
  }

  static void convert_scalar(const toml::node& source, Node& node) {
    if (const auto* text = source.as_string()) {
      node.kind = Node::Kind::string;
      node.text = moved_back(text->get());
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
                                "not valid TOML: " + message_moved_back(error.description())});
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
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.substr(0, 3) == kByteOrderMark) text.remove_prefix(3);
  refuse_plane_15(text, name);
  const std::string moved = moved_to_plane_15(text);
  const std::optional<toml::table> table = try_parse(moved, name);
  if (!table.has_value()) {
    throw InputError(Diagnostic{name, line_of_stumble(moved, name), 0,
                                "not valid TOML; expected a key or a [table] or [[table]] header"});
  }
  return Converter(name, file).convert(*table);
}

}  // namespace drmsim::scenarios
