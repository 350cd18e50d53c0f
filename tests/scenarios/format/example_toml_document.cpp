// TOML of one's own, with the place of everything, in the order of the file.
#include "scenarios/format/toml_document.h"

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"

namespace drmsim::scenarios {

TEST_CASE("example: a file of one's own settings, and where each of them stands") {
  const Node root = parse_toml("zoom = 2\n\n[colors]\ngfx = \"red\"\napp = \"blue\"\n", "view");
  REQUIRE(root.members.size() == 2);
  CHECK(root.members[0].key == "zoom");
  const Node* colors = root.find("colors");
  REQUIRE(colors != nullptr);
  CHECK(colors->kind == Node::Kind::table);
  CHECK(colors->members[0].key == "gfx");  // not sorted
  CHECK(colors->members[1].where.line == 5);
  CHECK(colors->members[1].value.where.column == 7);

  CHECK(parse_toml("a = 1", "view", 3).find("a")->where.file == 3);
  CHECK_THROWS_WITH(parse_toml("zoom = \n", "view"), Catch::StartsWith("view:1:"));
  CHECK_THROWS_AS(parse_toml("a = " + std::string(10'000, '['), "view"), InputError);
}

}  // namespace drmsim::scenarios
