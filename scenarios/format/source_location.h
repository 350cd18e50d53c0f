// Where in its file a part of a scenario stands, kept so that later stages can point at it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace drmsim::scenarios {

// Lines and columns count from 1; 0 is "nowhere": a default that the file does not spell out.
//
// All places are equal: where something stands is no part of what it says, so that specs can be
// compared.
struct SourceLocation {
  int line = 0;
  int column = 0;
  int file = 0;  // 0: the scenario's own file; else IncludedFiles::names, counted from 1

  friend constexpr bool operator==(SourceLocation, SourceLocation) { return true; }
};

// The files that a scenario includes, itself or through others, in the order in which they were
// read. Equal as places are.
struct IncludedFiles {
  std::vector<std::string> names;

  // The file that `where` is in; `own` is the scenario's.
  const std::string& file_of(SourceLocation where, const std::string& own) const {
    return where.file == 0 ? own : names[static_cast<std::size_t>(where.file) - 1];
  }
  friend bool operator==(const IncludedFiles&, const IncludedFiles&) { return true; }
};

// The name of something defined elsewhere, and where it was mentioned.
struct NameRef {
  std::string name;
  SourceLocation where;

  friend bool operator==(const NameRef&, const NameRef&) = default;
};

}  // namespace drmsim::scenarios
