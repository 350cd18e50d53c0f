// `drmsim list`: lines that are aligned, words in any letters, and the same as data.
#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> listed_lines(const std::vector<std::string>& arguments) {
  std::istringstream in(drmsim(arguments).out);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

nlohmann::json listed_as_data(const std::string& word = "") {
  std::vector<std::string> arguments{"list", "--json"};
  if (!word.empty()) arguments.push_back(word);
  return nlohmann::json::parse(drmsim(arguments).out);
}

}  // namespace

TEST_CASE("drmsim list: summaries stand below each other, one line each") {
  const std::vector<std::string> lines = listed_lines({"list"});
  REQUIRE(lines.size() > 100);
  std::size_t column = 0;
  for (const std::string& line : lines) {
    const std::size_t begin = line.find_first_not_of(' ', line.find(' '));
    CAPTURE(line);
    REQUIRE(begin != std::string::npos);
    if (column == 0) column = begin;
    CHECK(begin == column);
    CHECK(line.back() != ' ');
  }
}

TEST_CASE("drmsim list: a name is one that other commands take, and nothing else has it") {
  std::set<std::string> names;
  for (const nlohmann::json& one : listed_as_data()) {
    CHECK(names.insert(one.at("name")).second);
    CHECK(fs::is_regular_file(one.at("file").get<std::string>()));
    CHECK_FALSE(one.at("summary").get<std::string>().empty());
    CHECK_FALSE(contains(one.at("summary").get<std::string>(), "cannot be read"));
  }
  CHECK(names.count("recovery/hang_replay") == 1);
  CHECK(drmsim({"lint", "recovery/hang_replay"}).status == 0);
}

TEST_CASE("drmsim list WORD: letters of any size, a part of a word, and more than one word") {
  const nlohmann::json upper = listed_as_data("HANG_REPLAY");
  CHECK(upper == listed_as_data("hang_replay"));
  CHECK(upper == listed_as_data("ang_repla"));
  CHECK(upper.size() >= 1);
  for (const nlohmann::json& one : listed_as_data("time out")) {
    CHECK(contains(one.at("summary").get<std::string>(), "time out"));
  }
}

TEST_CASE("drmsim list WORD: a word that nothing has gives an empty list, and says so to people") {
  CHECK(listed_as_data("no such word \u00fc").empty());
  const CliRun run = drmsim({"list", "no\x1b[31mword"});
  CHECK(run.status == 0);
  CHECK(run.out.empty());
  CHECK(run.err == "drmsim: no scenario has `no?[31mword` in its name or summary\n");
  CHECK(drmsim({"list", "--json", "zzz"}).err.empty());
}

}  // namespace drmsim::tests
