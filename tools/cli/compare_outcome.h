// What `drmsim compare` found out about one scenario, and how it crosses from a worker process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tools/compare/divergence.h"

namespace drmsim::tools {

struct CompareOutcome {
  std::size_t item = 0;     // of the command: the files, then the random scenarios
  std::string input;        // a path, or "seed 17"
  std::uint64_t lines = 0;  // of behaviour that the first scheduler showed
  std::optional<scenarios::Divergence> divergence;
  std::string cut;      // compared up to this limit only; empty: to the end
  std::string mistake;  // the scenario cannot be compared: why
  std::string failure;  // a scheduler crashed or hung: how

  // Of a divergence that was shrunk.
  std::string shrunk_file;
  std::string shrink_mistake;  // why it was not shrunk
  std::string not_written;     // why there is no such file, though it was

  bool equivalent() const { return !divergence.has_value() && mistake.empty() && failure.empty(); }
};

// The part that a comparison fills in, as text.
std::string packed(const CompareOutcome& outcome);
CompareOutcome unpacked(const std::string& text);

}  // namespace drmsim::tools
