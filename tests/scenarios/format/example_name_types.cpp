// Options that name things: one name, a list of them, and what is a name at all.
#include "scenarios/format/name_types.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/options_text.h"

namespace drmsim::scenarios {
namespace {

struct NamingOptions {
  std::string label = "mine";
  NameRef partner;
  std::vector<NameRef> rings;
};

}  // namespace

TEST_CASE("example: a driver whose options name other rings") {
  const Section<NamingOptions> section =
      Section<NamingOptions>("`options` of mine", "Names.")
          .key("label", &NamingOptions::label, NameType(), "Its own.")
          .key("partner", &NamingOptions::partner, NameRefType("a [[ring]]"), "The other one.")
          .key("rings", &NamingOptions::rings, NameListType("a [[ring]]", 2), "All of them.");
  const auto read = tests::read_text(section, "partner = \"gfx_0.0.0\"\nrings = \"sdma\"\n");
  CHECK(read.mistakes.empty());
  CHECK(read.options.partner.name == "gfx_0.0.0");
  CHECK(read.options.partner.where.column == 11);  // to say where, if there is no such ring
  REQUIRE(read.options.rings.size() == 1);         // one may stand without brackets
  CHECK(tests::read_text(section, "rings = [\"a\", \"b\"]").options.rings.size() == 2);
  CHECK_FALSE(tests::read_text(section, "rings = [\"a\", \"b\", \"c\"]").mistakes.empty());
  CHECK_FALSE(tests::read_text(section, "label = \"two words\"").mistakes.empty());

  CHECK(section.node(NamingOptions{}).members.empty());  // a name that is not there is not written
}

TEST_CASE("example: what is a name") {
  CHECK(is_name("amdgpu_cs:0"));
  CHECK(is_name("_x"));
  CHECK(is_name(std::string(kNameBytesMax, 'a')));
  CHECK_FALSE(is_name(std::string(kNameBytesMax + 1, 'a')));
  for (const char* text : {"", "0gfx", ".gfx", "g fx", "gfx*", "caf\xC3\xA9"}) {
    CAPTURE(text);
    CHECK_FALSE(is_name(text));
  }
}

}  // namespace drmsim::scenarios
