// The table of which release has which bug: its columns, and cells of releases that are not here.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/machine/extensions.h"
#include "tools/cli/bug_table.h"

namespace drmsim::tools {
namespace {

using scenarios::ScenarioSpec;

ScenarioSpec bug_in(const std::vector<std::string>& releases, const std::string& id = "B1") {
  ScenarioSpec spec;
  spec.file = "dir/" + id + "_file.toml";
  spec.bug.id = id;
  for (const std::string& release : releases) spec.bug.present.push_back({release, {}});
  return spec;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("bug table: releases by their numbers, each once") {
  CHECK(releases_spoken_of({bug_in({"kernel:6.12", "kernel:7.2"}),
                            bug_in({"kernel:6.1", "kernel:6.12", "kernel:6.9"})}) ==
        Names{"kernel:6.1", "kernel:6.9", "kernel:6.12", "kernel:7.2"});
  CHECK(releases_spoken_of({bug_in({"kernel:10.0", "kernel:9.11"})}) ==
        Names{"kernel:9.11", "kernel:10.0"});
  CHECK(releases_spoken_of({bug_in({})}).empty());
  CHECK(releases_spoken_of({}).empty());
}

TEST_CASE("bug table: a tree that has no number comes before those that have one") {
  CHECK(releases_spoken_of({bug_in({"kernel:6.1", "kernel:mine"})}) ==
        Names{"kernel:mine", "kernel:6.1"});
}

TEST_CASE("bug table: of a release that is not built nothing is known, and nothing surprises") {
  REQUIRE(scenarios::Extensions::of_program().schedulers.find("kernel:0.1") == nullptr);
  std::vector<std::string> seen;
  const BugTable table = bug_table({bug_in({"kernel:0.1"}), bug_in({"kernel:0.2"}, "C2")}, {},
                                   [&seen](const ScenarioSpec& spec, std::size_t number) {
                                     seen.push_back(spec.bug.id + " " + std::to_string(number));
                                   });
  CHECK(table.text ==
        "| Entry | File | 0.1 | 0.2 |\n"
        "| --- | --- | --- | --- |\n"
        "| B1 | `B1_file` | ? | ? |\n"
        "| C2 | `C2_file` | ? | ? |\n");
  CHECK(table.rows == 2);
  CHECK(table.surprises.empty());
  CHECK(seen == std::vector<std::string>{"B1 1", "C2 2"});
}

TEST_CASE("bug table: without a bug there is a heading, without a release two columns") {
  CHECK(bug_table({}, {}).text == "| Entry | File |\n| --- | --- |\n");
  CHECK(bug_table({bug_in({})}, {}).text ==
        "| Entry | File |\n| --- | --- |\n| B1 | `B1_file` |\n");
}

}  // namespace drmsim::tools
