// How the command writes numbers, tables and long text.
#include <catch2/catch.hpp>

#include "tools/cli/number_text.h"
#include "tools/cli/run_options.h"
#include "tools/cli/text_table.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tests {
namespace {

using namespace tools;

TEST_CASE("text from files has no control characters for a terminal") {
  CHECK(printable("a\x1b[31mred\x07\tb\nc\x7f") == "a?[31mred??b\nc?");
  CHECK(printable("\u00e9 \u009b31m \u20ac") == "\u00e9 ?31m \u20ac");
  CHECK(printable("a\u202eb\u2028c\u2066d\u200f") == "a?b?c?d?");  // what turns text around
  CHECK(printable("\u2027\u2030\u20ac\xe2") == "\u2027\u2030\u20ac\xe2");
  CHECK(wrapped("a\x1b[2Jb", 1) == " a?[2Jb\n");
}

TEST_CASE("commands to repeat: a shell reads each word as what it was") {
  CHECK(shell_word("a/b-1.toml") == "a/b-1.toml");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("q\x1b[31m'x\\") == "$'q\\x1b[31m\\'x\\\\'");
  CHECK(shell_word("a\nb") == "$'a\\x0ab'");
  CHECK(shell_word("\u202e") == "$'\\xe2\\x80\\xae'");
}

TEST_CASE("numbers: durations have three digits and a unit") {
  CHECK(time_text(0) == "0 ns");
  CHECK(time_text(7) == "7 ns");
  CHECK(time_text(999) == "999 ns");
  CHECK(time_text(1'000) == "1 us");
  CHECK(time_text(1'049) == "1.05 us");
  CHECK(time_text(10'260) == "10.3 us");
  CHECK(time_text(999'499) == "999 us");
  CHECK(time_text(999'500) == "1 ms");
  CHECK(time_text(2'130'000) == "2.13 ms");
  CHECK(time_text(10'000'000'000) == "10 s");
  CHECK(time_text(86'400'000'000'000) == "86400 s");
}

TEST_CASE("numbers: rates, parts and counts") {
  CHECK(rate_text(0) == "0");
  CHECK(rate_text(99.96) == "100");
  CHECK(rate_text(812) == "812");
  CHECK(rate_text(35'240) == "35.2 k");
  CHECK(rate_text(2'312'000) == "2.31 M");
  CHECK(percent_text(0) == "0 %");
  CHECK(percent_text(0.931) == "93.1 %");
  CHECK(percent_text(1) == "100 %");
  CHECK(count_text(0) == "0");
  CHECK(count_text(999) == "999");
  CHECK(count_text(1'234'567) == "1,234,567");
  CHECK(plural_text(1, "job") == "1 job");
  CHECK(plural_text(2'000, "job") == "2,000 jobs");
}

TEST_CASE("table: columns are aligned, empty ones are left out") {
  TextTable table({"ring", "busy", "errors", "p99"});
  table.add({"gfx", "93.1 %", "", "10 us"});
  table.add({"sdma0", "0 %", "", ""});
  CHECK(table.text(TextStyle(false)) ==
        "ring     busy    p99\n"
        "gfx    93.1 %  10 us\n"
        "sdma0     0 %\n");
}

TEST_CASE("table: one that is too wide is continued below, groups stay together") {
  const std::string wide(50, 'w');
  TextTable table({{"ring", "busy", wide}, {wide, "empty"}, {"p50", "p99"}});
  table.add({"gfx", "1 %", "a", "b", "", "2 us", "3 us"});
  CHECK(table.text(TextStyle(false)) ==
        "ring  busy  " + wide + "\ngfx    1 %  " + std::string(49, ' ') + "a\n\n" +  //
            "ring  " + wide + "   p50   p99\ngfx   " + std::string(49, ' ') + "b  2 us  3 us\n");
}

TEST_CASE("table: a group that is too wide by itself is broken, and no column is lost") {
  const std::string wide(60, 'w');
  TextTable table(TextTable::Group{"ring", wide, "b", wide});
  table.add({"gfx", "1", "2", "3"});
  CHECK(table.text(TextStyle(false)) == "ring  " + wide + "  b\ngfx   " + std::string(59, ' ') +
                                            "1  2\n\nring  " + wide + "\ngfx   " +
                                            std::string(59, ' ') + "3\n");
  TextTable beside(TextTable::Group{std::string(120, 'r'), "a", "b"});
  beside.add({"x", "1", "2"});
  const std::string text = beside.text(TextStyle(false));
  CHECK(text.find("  a\n") != std::string::npos);
  CHECK(text.find("  b\n") != std::string::npos);
}

TEST_CASE("table: without a row there is none") {
  CHECK(TextTable(TextTable::Group{"ring", "busy"}).text(TextStyle(true)).empty());
}

TEST_CASE("style: colour only where it is wanted") {
  CHECK(TextStyle(false).red("x") == "x");
  CHECK(TextStyle(true).red("x") == "\033[1;31mx\033[0m");
}

TEST_CASE("wrap: lines stay within 100 columns, long words stand alone") {
  CHECK(wrapped("", 2).empty());
  CHECK(wrapped("a  b\nc", 2) == "  a b c\n");
  const std::string word(60, 'w');
  CHECK(wrapped(word + " " + word, 4) == "    " + word + "\n    " + word + "\n");
  const std::string long_word(150, 'w');
  CHECK(wrapped("a " + long_word, 0) == "a\n" + long_word + "\n");
  CHECK(wrapped(std::string(50, 'a') + " " + std::string(49, 'b'), 0).size() == 101);
}

}  // namespace
}  // namespace drmsim::tests
