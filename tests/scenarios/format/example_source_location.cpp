// Places in files: kept for messages, and no part of what is compared.
#include "scenarios/format/source_location.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {
namespace {

std::string place_of(SourceLocation where, const std::string& own, const IncludedFiles& included) {
  if (where.line == 0) return "by default";
  return included.file_of(where, own) + ":" + std::to_string(where.line);
}

}  // namespace

TEST_CASE("example: where something was said, in which file, or not at all") {
  const IncludedFiles included{{"base.toml", "gpu.toml"}};
  CHECK(place_of({.line = 4, .column = 1}, "own.toml", included) == "own.toml:4");
  CHECK(place_of({.line = 4, .column = 1, .file = 2}, "own.toml", included) == "gpu.toml:4");
  CHECK(place_of({}, "own.toml", included) == "by default");

  const NameRef mentioned{"gfx", {.line = 9, .column = 2}};
  CHECK(mentioned == NameRef{"gfx", {}});  // the same thing, wherever it is mentioned
  CHECK_FALSE(mentioned == NameRef{"gfx2", mentioned.where});
}

}  // namespace drmsim::scenarios
