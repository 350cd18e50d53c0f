// A scenario and what it includes as one tree, to be changed before it is read, or sent as a file.
#include "scenarios/format/scenario_table.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "tests/support/scratch_folder.h"

namespace drmsim::scenarios {

TEST_CASE("example: several files as one, with another seed") {
  const tests::ScratchFolder folder;
  folder.write("gpu.toml", "seed = 1\n[[ring]]\nname = \"gfx\"\n");
  ScenarioTable table = load_scenario_table(folder.write(
      "own.toml",
      "# A comment.\nname = \"own\"\ninclude = \"gpu.toml\"\n[[ring]]\nname = \"b\"\n"));
  CHECK(table.root.find("include") == nullptr);
  const Node* rings = table.root.find("ring");
  REQUIRE(rings != nullptr);
  REQUIRE(rings->items.size() == 2);  // those of the included file come first
  CHECK(rings->items[0].where.file == 1);
  CHECK(table.included.file_of(rings->items[0].where, table.file) == folder.path("gpu.toml"));
  CHECK(rings->items[1].where.file == 0);

  for (Member& member : table.root.members) {
    if (member.key == "seed") member.value.integer = 77;
  }
  const std::string one_file = flat_text(table);
  CHECK(one_file.find("comment") == std::string::npos);
  const ScenarioSpec spec = parse_scenario(one_file, table.file);
  CHECK(spec.seed == 77);
  CHECK(spec == read_scenario(table));
}

TEST_CASE("example: text that includes files needs a folder to look for them in") {
  const tests::ScratchFolder folder;
  folder.write("gpu.toml", "[[ring]]\nname = \"gfx\"\n");
  const std::string text = "name = \"t\"\ninclude = \"gpu.toml\"\n";
  CHECK(parse_scenario_table(text, "stdin", folder.path("")).root.find("ring") != nullptr);
  CHECK_THROWS_WITH(parse_scenario_table(text, "stdin", std::nullopt),
                    Catch::StartsWith("stdin:2:11: "));
}

}  // namespace drmsim::scenarios
