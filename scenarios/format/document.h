// A parsed file as a plain tree, independent of the library that parsed it.
//
// Why not the parser's own tree: toml++ takes seconds to compile wherever it is included, keeps
// tables sorted instead of in file order, and destroys deep trees recursively.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

struct Member;

struct Node {
  enum class Kind : std::uint8_t { table, array, string, integer, real, boolean, other };

  Kind kind = Kind::table;
  SourceLocation where;
  std::string text;  // of a string
  std::int64_t integer = 0;
  double real = 0.0;
  bool boolean = false;
  std::vector<Node> items;      // of an array
  std::vector<Member> members;  // of a table, in file order

  const Node* find(const std::string& key) const;

  // Nodes for the writer, which stand nowhere.
  static Node of_string(std::string text);
  static Node of_integer(std::int64_t value);
  static Node of_real(double value);
  static Node of_boolean(bool value);
  static Node array();
  static Node table();
  // A value that is not there: Section::node() leaves its key out. toml_text() cannot write it.
  static Node absent();
  void add(std::string key, Node value);  // to a table
};

// Whether two nodes say the same; the members of tables in the same order.
bool operator==(const Node& a, const Node& b);

struct Member {
  std::string key;
  SourceLocation where;  // of the key
  Node value;
};

// With a point or an exponent: TOML reads digits alone as an integer.
std::string real_text(double number);

// What a node looks like in a message: `12`, `"abc"`, `a list`, shortened and without control
// characters, so that a hostile file cannot write to the terminal.
std::string shown(const Node& node);
// The same for a piece of text, between the quotes given.
std::string shown(const std::string& text, char quote);

}  // namespace drmsim::scenarios
