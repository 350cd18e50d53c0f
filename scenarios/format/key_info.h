// What the tables of keys say about themselves: for messages, for FORMAT.md, and for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drmsim::scenarios {

// The numbers that a key accepts, both ends included.
struct Limits {
  enum class Unit : std::uint8_t { count, real, duration };
  Unit unit = Unit::count;
  double real_min = 0.0;  // of Unit::real
  double real_max = 0.0;
  std::uint64_t min = 0;  // of the others; durations in ns
  std::uint64_t max = 0;
};

struct TypeInfo {
  std::string type;      // "integer", "duration", "name of an [[entity]]"
  std::string range;     // "1 to 4096"; empty if the type says it all
  std::string expected;  // the end of a message: "an integer from 1 to 4096"
  std::optional<Limits> limits;
  // What a value may be, as JSON Schema. A type may let pass what only its reader can refuse, but
  // refuses nothing that the reader takes. Empty if the value is made of tables alone.
  // NOLINTNEXTLINE(readability-redundant-string-init): who leaves it out is not warned of it
  std::string schema = "";
};

struct SectionInfo;

// How the value of a key is made of tables.
enum class Shape : std::uint8_t {
  value,    // not at all
  table,    // [key], or for some keys a word that is short for one
  list,     // [[key]]
  by_name,  // [key.NAME]
};

struct KeyInfo {
  std::string name;
  TypeInfo type;
  std::string doc;
  std::vector<std::string> users;  // drivers, or actions, that it means something to; empty: all
  std::string default_text;        // as one would write it; empty if required
  bool required = false;
  bool partial = false;        // the table need not have its required keys, and has no name
  std::size_t tables_max = 0;  // of Shape::list
  Shape shape = Shape::value;
  const SectionInfo* table = nullptr;  // what the value is made of, null for Shape::value
  std::string table_title;  // what that is called here: [always] has the keys of [expect]
};

struct SectionInfo {
  std::string title;  // "[[ring]]", "`scheduler` of [[ring]]"
  std::string doc;
  std::vector<KeyInfo> keys;

  const KeyInfo* find(const std::string& name) const;  // null if there is no such key
  // The key whose value is made of these tables; null if there is none.
  const KeyInfo* find_table(const SectionInfo& table) const;
};

}  // namespace drmsim::scenarios
