// A tree of values, made by hand: what is written of it, and what a message shows of it.
#include "scenarios/format/document.h"

#include <catch2/catch.hpp>

#include "scenarios/format/toml_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a table made by hand") {
  Node ring = Node::table();
  ring.add("name", Node::of_string("gfx"));
  ring.add("slots", Node::of_integer(8));
  Node document = Node::table();
  document.add("seed", Node::of_integer(3));
  document.add("ring", Node::array());
  document.members.back().value.items.push_back(ring);
  CHECK(toml_text(document) == "seed = 3\n\n[[ring]]\nname  = \"gfx\"\nslots = 8\n");

  REQUIRE(ring.find("slots") != nullptr);
  CHECK(ring.find("slots")->integer == 8);
  CHECK(ring.find("slot") == nullptr);
  CHECK(ring.find("slots")->where.line == 0);  // it stands in no file

  Node moved = ring;
  moved.where = {.line = 7, .column = 1};
  CHECK(moved == ring);  // where it stands is no part of what it says
  std::swap(moved.members[0], moved.members[1]);
  CHECK_FALSE(moved == ring);  // the order is
}

TEST_CASE("example: what a message shows of a hostile value is short and harmless") {
  const std::string hostile = "\x1b[2J" + std::string(1'000, 'x');
  const std::string text = shown(Node::of_string(hostile));
  CHECK(text.size() < 80);
  CHECK_THAT(text, Catch::StartsWith("\"?[2Jxxx"));
  CHECK_THAT(text, Catch::EndsWith("...\""));
  CHECK(shown(std::string("key"), '`') == "`key`");
  CHECK(shown(Node::array()) == "a list");
  CHECK(shown(Node::of_real(2)) == "2.0");
  CHECK(shown(Node::of_real(-0.5)) == "-0.5");
  CHECK(shown(Node::of_real(1e300)) == "1e+300");
}

}  // namespace drmsim::scenarios
