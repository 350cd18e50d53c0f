// A file of a user's, of whatever it may be: text within a limit, or an error that says what it is.
#include "scenarios/format/input_file.h"

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tests/support/scratch_folder.h"

namespace drmsim::scenarios {

TEST_CASE("example: a configuration file that may be absent, and may not be large") {
  const tests::ScratchFolder folder;
  const auto read_or = [](const std::string& path, const std::string& otherwise) {
    try {
      return read_input_file(path, 16);
    } catch (const InputError& error) {
      if (error.diagnostics()[0].message == kNoSuchFile) return otherwise;
      throw;
    }
  };
  CHECK(read_or(folder.path("absent"), "the default") == "the default");
  CHECK(read_or(folder.write("config", "lines = 3\n"), "the default") == "lines = 3\n");
  CHECK_THROWS_AS(read_or(folder.write("large", std::string(17, 'x')), ""), InputError);
  CHECK_THROWS_AS(read_or(folder.write("image", std::string("\x89PNG\0", 5)), ""), InputError);
}

TEST_CASE("example: text that did not come from a file is held to the same") {
  CHECK_NOTHROW(check_input_text("12345", "text", 5));
  CHECK_THROWS_WITH(check_input_text("123456", "text", 5), Catch::StartsWith("text: "));
  CHECK_THROWS_AS(check_input_text(std::string_view("a\0b", 3), "text"), InputError);
}

}  // namespace drmsim::scenarios
