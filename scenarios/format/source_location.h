// Where in its file a part of a scenario stands, kept so that later stages can point at it.
#pragma once

#include <string>

namespace drmsim::scenarios {

// Lines and columns count from 1; 0 is "nowhere": a default that the file does not spell out.
// The file is the same for a whole scenario: ScenarioSpec::file.
//
// All places are equal: where something stands is no part of what it says, so that specs can be
// compared.
struct SourceLocation {
  int line = 0;
  int column = 0;

  friend constexpr bool operator==(SourceLocation, SourceLocation) { return true; }
};

// The name of something defined elsewhere, and where it was mentioned.
struct NameRef {
  std::string name;
  SourceLocation where;

  friend bool operator==(const NameRef&, const NameRef&) = default;
};

}  // namespace drmsim::scenarios
