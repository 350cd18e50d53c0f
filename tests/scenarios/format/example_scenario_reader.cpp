// Reading a scenario, or telling its author all that is wrong with it, as an editor would show it.
#include "scenarios/format/scenario_reader.h"

#include <map>

#include <catch2/catch.hpp>

#include "tests/support/scratch_folder.h"

namespace drmsim::scenarios {

TEST_CASE("example: marks for an editor at the lines that are wrong") {
  const auto marks_of = [](std::string_view text) {
    std::map<int, std::string> marks;  // by line
    try {
      parse_scenario(text, "buffer");
    } catch (const InputError& error) {
      for (const Diagnostic& mistake : error.diagnostics()) {
        CHECK(mistake.file == "buffer");
        marks[mistake.line] = mistake.message;
      }
    }
    return marks;
  };
  CHECK(marks_of("name = \"t\"\n[[ring]]\nname = \"gfx\"\n").empty());
  const auto marks = marks_of(
      "name = \"t\"\n[[ring]]\nname = \"gfx\"\nslots = 0\n"
      "[[entity]]\nname = \"app\"\nrings = \"gxf\"\n");
  REQUIRE(marks.size() == 2);
  CHECK_THAT(marks.at(4), Catch::Contains("expected an integer from 1 to 4096"));
  CHECK_THAT(marks.at(7), Catch::Contains("did you mean `gfx`?"));
}

TEST_CASE("example: a scenario of two files, and its text alone") {
  const tests::ScratchFolder folder;
  folder.write("gpu.toml", "[[ring]]\nname = \"gfx\"\n");
  const std::string text = "name = \"t\"\ninclude = \"gpu.toml\"\n";
  const ScenarioSpec spec = load_scenario(folder.write("own.toml", text));
  CHECK(spec.rings.at(0).name == "gfx");
  CHECK(spec.included.names == std::vector<std::string>{folder.path("gpu.toml")});
  CHECK(read_scenario(load_scenario_table(folder.path("own.toml"))) == spec);
  CHECK_THROWS_AS(parse_scenario(text, "own.toml"), InputError);  // it is in no folder
}

}  // namespace drmsim::scenarios
