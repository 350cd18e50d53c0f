#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tools/wsim/c_number.h"
#include "tools/wsim/workload_lexer.h"

namespace drmsim::scenarios::wsim {
namespace {

// "line:column:field|field" for every step.
std::vector<std::string> steps_of(const std::string& text, WorkloadForm form) {
  std::vector<std::string> result;
  for (const RawStep& step : lex_workload(text, form)) {
    std::string line = std::to_string(step.line) + ":" + std::to_string(step.whole.column) + ":";
    for (const Field& field : step.fields) {
      line += (line.back() == ':' ? "" : "|") + std::string(field.text);
    }
    result.push_back(line);
  }
  return result;
}

using Steps = std::vector<std::string>;
constexpr WorkloadForm kFile = WorkloadForm::file;
constexpr WorkloadForm kText = WorkloadForm::inline_text;

}  // namespace

TEST_CASE("wsim lexer: steps of a file end at commas and line ends, empty ones vanish") {
  CHECK(steps_of("d.1,p.2\n\n,,f\n", kFile) == Steps{"1:1:d|1", "1:5:p|2", "3:3:f"});
  CHECK(steps_of("f\nf", kFile) == Steps{"1:1:f", "2:1:f"});
  CHECK(steps_of("", kFile).empty());
  CHECK(steps_of("\n,\n", kFile).empty());
}

TEST_CASE("wsim lexer: only commas end a step of text from the command line") {
  CHECK(steps_of("d.1,p.2", kText) == Steps{"1:1:d|1", "1:5:p|2"});
  CHECK(steps_of("d.1\nf,f", kText) == Steps{"1:1:d|1\nf", "2:3:f"});
}

TEST_CASE("wsim lexer: empty fields collapse and blanks stay") {
  CHECK(steps_of("1..RCS.", kText) == Steps{"1:1:1|RCS"});
  CHECK(steps_of(".1. RCS", kText) == Steps{"1:1:1| RCS"});
  CHECK(steps_of("..", kText) == Steps{"1:1:"});
}

TEST_CASE("wsim lexer: fields know their column") {
  const std::string text = "f,1..RCS.500";
  const std::vector<RawStep> steps = lex_workload(text, kText);
  REQUIRE(steps.size() == 2);
  REQUIRE(steps[1].fields.size() == 3);
  CHECK(steps[1].fields[0].column == 3);
  CHECK(steps[1].fields[1].column == 6);
  CHECK(steps[1].fields[2].column == 10);
}

TEST_CASE("wsim lexer: a comment of a file lasts to the end of the line, commas included") {
  CHECK(steps_of("#one, f, two\nf", kFile) == Steps{"2:1:f"});
  CHECK(steps_of("f,# rest, f", kFile) == Steps{"1:1:f"});
  CHECK(steps_of("..#x\nf", kFile) == Steps{"2:1:f"});
}

TEST_CASE("wsim lexer: a comment on the command line lasts to the next comma") {
  CHECK(steps_of("#one,f", kText) == Steps{"1:6:f"});
}

TEST_CASE("wsim lexer: a hash behind the first field is no comment, but hides commas in a file") {
  CHECK(steps_of("d.5#a,f\nf", kFile) == Steps{"1:1:d|5#a,f", "2:1:f"});
  CHECK(steps_of("d.5#a,f", kText) == Steps{"1:1:d|5#a", "1:7:f"});
}

TEST_CASE("wsim lexer: a CR is kept") {
  CHECK(steps_of("f\r\nf\r\n", kFile) == Steps{"1:1:f\r", "2:1:f\r"});
}

TEST_CASE("wsim numbers: read as C reads them") {
  CHECK(read_c_number("12").value == 12);
  CHECK(read_c_number("-12x").value == -12);
  CHECK(read_c_number("-12x").length == 3);
  CHECK(read_c_number(" \t+7").value == 7);
  CHECK(read_c_number("0x10").value == 0);
  CHECK(read_c_number("x").length == 0);
  CHECK(read_c_number("-").length == 0);
  CHECK(read_c_number("").length == 0);
}

TEST_CASE("wsim numbers: what does not fit is noticed") {
  CHECK(read_c_number("2147483647").fits_int32());
  CHECK_FALSE(read_c_number("2147483648").fits_int32());
  CHECK(read_c_number("-2147483648").fits_int32());
  CHECK_FALSE(read_c_number("-2147483649").fits_int32());
  CHECK_FALSE(read_c_number("9223372036854775807").overflow);
  CHECK(read_c_number("9223372036854775808").overflow);
  CHECK(read_c_number("99999999999999999999999999").overflow);
  CHECK_FALSE(read_c_number("99999999999999999999999999").fits_int32());
}

}  // namespace drmsim::scenarios::wsim
