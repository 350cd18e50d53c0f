// What the user of `drmsim diff` asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drmsim::tools {

// Two files, or one with two of exactly one of the lists.
struct DiffArguments {
  std::vector<std::string> files;
  std::vector<std::string> policies;
  std::vector<std::string> schedulers;
  std::vector<std::string> seeds;
  std::optional<std::uint64_t> seed;  // of both runs
  std::string html;                   // a path, kStandardOutput, or empty
  std::string json;                   // the same
};

}  // namespace drmsim::tools
