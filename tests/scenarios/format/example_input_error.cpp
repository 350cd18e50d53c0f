// A reader of one's own reports as the others do: all mistakes at once, with their places.
#include "scenarios/format/input_error.h"

#include <sstream>

#include <catch2/catch.hpp>

namespace drmsim::scenarios {
namespace {

// Numbers, one a line.
std::vector<int> read_numbers(const std::string& name, const std::string& text) {
  std::vector<int> numbers;
  std::vector<Diagnostic> mistakes;
  std::istringstream lines(text);
  int line = 0;
  for (std::string number; std::getline(lines, number);) {
    ++line;
    const std::size_t bad = number.find_first_not_of("0123456789");
    if (bad == std::string::npos && !number.empty()) {
      numbers.push_back(std::stoi(number));
    } else {
      const int column = number.empty() ? 0 : static_cast<int>(bad) + 1;
      mistakes.push_back({name, line, column, "is no number; expected digits"});
    }
  }
  if (line == 0) throw InputError(Diagnostic{name, 0, 0, "is empty; expected numbers"});
  if (!mistakes.empty()) throw InputError(mistakes);
  return numbers;
}

}  // namespace

TEST_CASE("example: a reader of one's own tells all mistakes at once") {
  CHECK(read_numbers("n", "1\n23\n") == std::vector<int>{1, 23});
  CHECK_THROWS_WITH(read_numbers("n", "1\n2x\n\n"),
                    "n:2:2: is no number; expected digits\nn:3: is no number; expected digits");
  try {
    read_numbers("n", "");
    FAIL("it is empty");
  } catch (const InputError& error) {
    REQUIRE(error.diagnostics().size() == 1);
    CHECK(to_string(error.diagnostics()[0]) == "n: is empty; expected numbers");  // no place in it
  }
}

}  // namespace drmsim::scenarios
