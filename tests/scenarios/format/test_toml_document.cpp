// Text that is not TOML, or that is made to exhaust the parser.
#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/toml_document.h"

namespace drmsim::scenarios {
namespace {

std::string parse_refusal(const std::string& text) {
  try {
    parse_toml(text, "f");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

std::string repeated(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

bool begins_with(const std::string& text, const std::string& beginning) {
  return text.rfind(beginning, 0) == 0;
}

}  // namespace

TEST_CASE("toml document: keys and tables keep the order of the file") {
  const Node root = parse_toml("b = 1\na = 2\n[z]\n[c]\nx = true\n", "f");
  REQUIRE(root.members.size() == 4);
  CHECK(root.members[0].key == "b");
  CHECK(root.members[1].key == "a");
  CHECK(root.members[2].key == "z");
  CHECK(root.members[3].key == "c");
  CHECK(root.members[3].value.find("x")->boolean);
  CHECK(root.members[1].where.line == 2);
  CHECK(root.members[1].value.where.column == 5);
}

TEST_CASE("toml document: broken syntax is reported with its place") {
  CHECK(begins_with(parse_refusal("a = 1\nb =\n"), "f:2:4: not valid TOML: "));
  CHECK(begins_with(parse_refusal("a = 1\na = 2\n"), "f:2:5: not valid TOML: "));
  CHECK(begins_with(parse_refusal("a = \"open\n"), "f:1:"));
  CHECK(begins_with(parse_refusal("a = 99999999999999999999\n"), "f:1:"));
}

TEST_CASE("toml document: headers that break assumptions of the parser are errors like others") {
  const std::string message = "not valid TOML; expected a key or a [table] or [[table]] header";
  CHECK(parse_refusal("[[[x]]]\n") == "f:1: " + message);
  CHECK(parse_refusal("a = 1\n\n[[=\nb = 2\n") == "f:3: " + message);
  CHECK(parse_refusal("[&") == "f:1: " + message);
}

TEST_CASE("toml document: characters that are not ASCII are for strings and comments") {
  // The library of Debian 12 declares unreachable what some of these reach.
  CHECK(begins_with(parse_refusal("\n\xEF\xBB\xBB\n"), "f:2:1: not valid TOML"));
  CHECK(begins_with(parse_refusal("a = 1\n\xC3\xA9 = 2\n"), "f:2:1: not valid TOML"));
  CHECK(begins_with(parse_refusal("a = ''\xC3\xA9"), "f:1:7: not valid TOML"));
  CHECK(begins_with(parse_refusal("a = '''x'''\xC3\xA9"), "f:1:12: not valid TOML"));
  CHECK(begins_with(parse_refusal("a = \"x\\\"\xC3\xA9\" \xC3\xA9"), "f:1:12: not valid TOML"));
  CHECK(begins_with(parse_refusal("a = 'x\n\xC3\xA9'"), "f:1:7: not valid TOML"));
  CHECK(begins_with(parse_refusal("a =-\"????\xC3\xAFx"), "f:1:4: not valid TOML"));
  for (const char* begin : {"1", "-1", "+", "0x", "tru", "in", "2000-01-01T00:00:00.1", "_"}) {
    CHECK(begins_with(parse_refusal(std::string("a = ") + begin + "\xC3\xAF\n"), "f:1:"));
  }
  CHECK(parse_refusal("\xEF\xBB\xBF"
                      "a = 1 # \xC3\xA9\n") == "accepted");
  CHECK(parse_refusal("a = '\xC3\xA9'\nb = \"\\\"\xC3\xA9\"\n") == "accepted");
  CHECK(parse_refusal("a = \"\"\"\n\xC3\xA9\"\xC3\xA9\n\"\"\"\nb = '\xC3\xA9'\n") == "accepted");
  CHECK(parse_refusal("\"\xC3\xA9\" = ''\n") == "accepted");
}

TEST_CASE("toml document: characters keep their meaning, and messages name them") {
  const Node root = parse_toml("\"\xC3\xA9\" = '\xEF\xBD\xBF\xF0\x9F\x9A\x80'\n", "f");
  REQUIRE(root.find("\xC3\xA9") != nullptr);
  CHECK(root.find("\xC3\xA9")->text == "\xEF\xBD\xBF\xF0\x9F\x9A\x80");
  CHECK(parse_toml("a = \"\\u00e9\"\n", "f").find("a")->text == "\xC3\xA9");
  CHECK(parse_refusal("a = '\xED\xA0\x80'\n") != "accepted");  // a surrogate
  CHECK(parse_refusal("a = '\xE0\x82\x80'\n") != "accepted");  // longer than it need be
  CHECK(parse_refusal("a = '\xF4\x90\x80\x80'\n") != "accepted");
  CHECK(parse_refusal("a = '' \xC3\xA9").find("saw '\xC3\xA9'") != std::string::npos);
  CHECK(parse_refusal("a = 1 \r\xC3\xA9").find("saw '\\u00E9'") != std::string::npos);
  const std::string refused = "f:2: a character for private use, U+F0000 to U+FFFFF; expected none";
  CHECK(begins_with(parse_refusal("\na = '\xF3\xB0\x83\xA9'\n"), refused));
  CHECK(begins_with(parse_refusal("\na = \"\\U000f00e9\"\n"), refused));
}

TEST_CASE("toml document: every character may stand behind a line continuation") {
  const auto text_of = [](const std::string& value) {
    return parse_toml("a = \"\"\"" + value + "\"\"\"\n", "f").find("a")->text;
  };
  for (const char* letter : {"\xEF\xB9\xBF", "\xC3\xA9", "\xE2\x80\x88", "\xF0\x9F\x9A\x80"}) {
    CHECK(text_of(std::string("x\\\n ") + letter + letter) == std::string("x") + letter + letter);
    CHECK(text_of(std::string("\\ \t\r\n\n") + letter) == letter);
  }
  CHECK(text_of("\\\\\n\xC3\xA9") == "\\\n\xC3\xA9");  // an escaped backslash continues nothing
  CHECK(begins_with(parse_refusal("a = \"\"\"\\\n\xEF\x41\"\"\"\n"), "f:"));
}

TEST_CASE("toml document: deep nesting of any kind is refused without deep recursion") {
  const int many = 1'000'000;
  CHECK(parse_refusal(repeated("[", many)) != "accepted");
  CHECK(parse_refusal("a = " + repeated("[", many)) != "accepted");
  CHECK(parse_refusal("a = " + repeated("{a=", many)) != "accepted");
  CHECK(parse_refusal("a" + repeated(".a", many) + " = 1\n") ==
        "f:1: too many dots in one line; expected at most 200");
  CHECK(parse_refusal("x = 1\n[a" + repeated(".a", many) + "]\n") ==
        "f:2: too many dots in one line; expected at most 200");
  CHECK(parse_refusal("\"a\"" + repeated(".\"a\"", many) + " = 1\n") ==
        "f:1: too many dots in one line; expected at most 200");
}

TEST_CASE("toml document: the deepest file that the parser takes is refused by depth") {
  const std::string key = "a" + repeated(".a", 199);
  const std::string text = "[" + key + "]\n" + key + " = [" + repeated("\n{" + key + " = [", 7) +
                           "\n1" + repeated("\n]}", 7) + "]\n";
  CHECK(parse_refusal(text) ==
        "f:1:1: tables and lists nested too deeply; expected at most 8 levels");
}

TEST_CASE("toml document: what a message shows of the file is short and printable") {
  Node node;
  node.kind = Node::Kind::string;
  node.text = "\x1b[31m" + std::string(100, 'x');
  CHECK(shown(node) == "\"?[31m" + std::string(55, 'x') + "...\"");
  CHECK(shown(repeated("\xc3\xa9", 40), '`') == "`" + repeated("\xc3\xa9", 30) + "...`");
}

}  // namespace drmsim::scenarios
