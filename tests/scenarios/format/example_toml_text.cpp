// A tree written as a person would have written it: it reads as the same tree.
#include "scenarios/format/toml_text.h"

#include <catch2/catch.hpp>

#include "scenarios/format/toml_document.h"

namespace drmsim::scenarios {

TEST_CASE("example: a file of one's own settings, written again") {
  Node root = parse_toml("b=1\nname='a \"quoted\" word'\n[[view]]\nring='gfx'\nscale={min=1,max=2}",
                         "view");
  const std::string text = toml_text(root);
  CHECK(text ==
        "b    = 1\n"
        "name = \"a \\\"quoted\\\" word\"\n"
        "\n"
        "[[view]]\n"
        "ring  = \"gfx\"\n"
        "scale = { min = 1, max = 2 }\n");
  CHECK(parse_toml(text, "view") == root);
}

TEST_CASE("example: keys and values for a message about what to write") {
  CHECK(toml_key("gfx") == "gfx");
  CHECK(toml_key("gfx.0") == "\"gfx.0\"");  // a dot would make a table of it
  CHECK(toml_key("") == "\"\"");
  CHECK(toml_value(Node::of_real(1)) == "1.0");
  Node list = Node::array();
  list.items = {Node::of_string("a"), Node::of_boolean(true)};
  CHECK(toml_value(list) == "[\"a\", true]");
}

}  // namespace drmsim::scenarios
