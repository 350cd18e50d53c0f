// Mistakes are collected in any order, and thrown in that of the files; each once.
#include "scenarios/format/diagnostics.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {
namespace {

std::string thrown_by(const Diagnostics& diagnostics) {
  try {
    diagnostics.throw_if_any();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("example: mistakes in a file and in one that it includes") {
  Diagnostics diagnostics("own.toml", IncludedFiles{{"base.toml"}});
  CHECK(diagnostics.empty());
  CHECK(thrown_by(diagnostics).empty());
  const SourceLocation in_base{.line = 3, .column = 1, .file = 1};
  const SourceLocation in_own{.line = 7, .column = 5};
  diagnostics.add(in_base, "there is no engine `x`");
  diagnostics.add(in_own, "second thing named `gfx`; the first is at " +
                              diagnostics.place_text(in_base, in_own));
  diagnostics.add({.line = 2, .column = 9}, "is 0");
  diagnostics.add(in_own, "second thing named `gfx`; the first is at line 3 of base.toml");
  CHECK_FALSE(diagnostics.empty());
  CHECK(thrown_by(diagnostics) ==
        "own.toml:2:9: is 0\n"
        "own.toml:7:5: second thing named `gfx`; the first is at line 3 of base.toml\n"
        "base.toml:3:1: there is no engine `x`");
  CHECK(diagnostics.place_text(in_own, {.line = 1, .column = 1}) == "line 7");  // the same file
}

TEST_CASE("example: twenty mistakes are shown, and a table that is read again makes no new ones") {
  Diagnostics diagnostics("f");
  for (int line = 1; line <= 25; ++line) diagnostics.add({.line = line, .column = 1}, "is wrong");
  diagnostics.close_places();
  for (int line = 1; line <= 26; ++line) diagnostics.add({.line = line, .column = 1}, "is bad");
  const std::string text = thrown_by(diagnostics);
  CHECK_THAT(text, Catch::EndsWith("f:20:1: is wrong\nf: and 6 more mistakes"));
  CHECK(text.find("is bad") == std::string::npos);
}

}  // namespace drmsim::scenarios
