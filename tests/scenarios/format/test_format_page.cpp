// FORMAT.md lists exactly the keys that the reader accepts.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "scenarios/format/input_file.h"
#include "scenarios/format/keys/key_reference.h"

namespace drmsim::scenarios {
namespace {

const std::string kHeading = "## Keys\n";

std::filesystem::path page_path() {
  return std::filesystem::path(DRMSIM_SOURCE_DIR) / "scenarios" / "FORMAT.md";
}

// The part of the page that people write, which ends where the reference begins.
std::string prose(const std::string& page) {
  const std::size_t end = page.find('\n' + kHeading);
  REQUIRE(end != std::string::npos);
  return page.substr(0, end + 1);
}

// The first line in which two texts differ, with the line before it.
std::string first_difference(const std::string& page, const std::string& tables) {
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < std::min(page.size(), tables.size()); ++i) {
    if (page[i] != tables[i]) break;
    if (page[i] == '\n') line_begin = i + 1;
  }
  const auto line_of = [&](const std::string& text) {
    return text.substr(line_begin, text.find('\n', line_begin) - line_begin);
  };
  return "page:   " + line_of(page) + "\ntables: " + line_of(tables);
}

}  // namespace

TEST_CASE("format page: the reference of keys is what the tables say") {
  const std::string page = read_input_file(page_path());
  const std::string reference = page.substr(prose(page).size());
  INFO(first_difference(reference, key_reference()));
  INFO("to rewrite the page from the tables: test_scenarios \"[rewrite-format-page]\"");
  CHECK((reference == key_reference()));
}

TEST_CASE("format page: rewritten from the tables", "[.][rewrite-format-page]") {
  const std::string text = prose(read_input_file(page_path())) + key_reference();
  std::ofstream(page_path(), std::ios::binary) << text;
}

}  // namespace drmsim::scenarios
