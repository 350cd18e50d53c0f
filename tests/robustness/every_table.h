// A small machine with a table of every kind, in which any key can be given any value.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/key_info.h"

namespace drmsim::tests {

// A key of the format, and where it stands in the machine below.
struct KeyPlace {
  const scenarios::SectionInfo* section;
  const scenarios::KeyInfo* key;
};

class EveryTable {
 public:
  explicit EveryTable(const std::string& driver);

  // In place of what the key says; false if the machine has no place for the section.
  bool set(const KeyPlace& place, const std::string& value);
  // More tables of a kind ("[[job]]") that are as short as they may be, until there are `count`.
  void repeat(const std::string& header, std::size_t count);
  std::string text() const;

 private:
  struct Table {
    std::string header;  // empty: the top of the file
    std::vector<std::pair<std::string, std::string>> keys;
  };
  struct Place {
    std::string header;
    std::string prefix;  // of the key: "driver."
  };

  static const Place* place_of(const std::string& section);
  Table* first(const std::string& header);

  std::vector<Table> tables_;
};

// Every key of every section, by the tables that the reader uses.
std::vector<KeyPlace> all_keys();

// Values at the ends of what a key accepts, and just beyond, as TOML. Those of lists of tables are
// EveryTable::repeat()'s.
std::vector<std::string> edge_values(const scenarios::KeyInfo& key);

// "at most 1024" of a list of tables; 0 if it is none.
std::size_t tables_max(const scenarios::KeyInfo& key);

}  // namespace drmsim::tests
