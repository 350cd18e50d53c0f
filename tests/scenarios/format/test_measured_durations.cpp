// { from = "latencies.csv" } in place of a duration, and { values = [...] }.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/format/scenario_table.h"
#include "scenarios/format/scenario_writer.h"
#include "tests/scenarios/format/scenario_text.h"
#include "tests/support/scratch_folder.h"

namespace drmsim::scenarios {
namespace {

const char* const kWakeupFrom = "[cpu]\nwakeup = { from = \"sub/w.csv\" }\n";

std::string mistake_of_values(const std::string& lines) {
  const tests::ScratchFolder folder;
  folder.write("sub/w.csv", lines);
  try {
    load_scenario(folder.write("s.toml", small_scenario(kWakeupFrom)));
  } catch (const InputError& error) {
    const std::string text = to_string(error.diagnostics().front());
    return text.substr(folder.path("").size());
  }
  return "none";
}

}  // namespace

TEST_CASE("measured durations: a value on each line, with its unit or in ns") {
  const tests::ScratchFolder folder;
  folder.write("sub/w.csv", "# wake-ups\n5us\r\n\n 2.5us \n900\n5us\n");
  const std::string path = folder.write("s.toml", small_scenario(kWakeupFrom));
  const ScenarioSpec spec = load_scenario(path);
  CHECK(spec.cpu.wakeup == sim::Delay::one_of({5'000, 2'500, 900, 5'000}));
  CHECK(spec.included.names.size() == 1);  // no output may take its place
  const std::string one_file = flat_text(load_scenario_table(path));
  INFO(one_file);
  CHECK((parse_scenario(one_file, path) == spec));
  CHECK((parse_scenario(scenario_text(spec), path) == spec));
}

TEST_CASE("measured durations: many of them are written on lines of readable length") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "f");
  std::vector<sim::TimeNs> values;
  for (sim::TimeNs i = 1; i < 200; ++i) values.push_back(i * 1'000);
  spec.cpu.wakeup = sim::Delay::one_of(values);
  const std::string text = scenario_text(spec);
  INFO(text);
  CHECK(text.find("[cpu.wakeup]\nvalues = [\n  \"1us\", ") != std::string::npos);
}

TEST_CASE("measured durations: copies of a client begin later by as much") {
  const ScenarioSpec spec = parse_scenario(
      small_scenario("[[client]]\nname = \"c\"\nentity = \"app\"\nduration = \"1us\"\ncycles = 1\n"
                     "start = { values = [\"1us\", \"4us\"] }\ncount = 2\nevery = \"10us\"\n"),
      "f");
  CHECK(spec.clients.at(1).start.values() == std::vector<sim::TimeNs>{11'000, 14'000});
  CHECK(scenario_text(spec).find("count    = 2") != std::string::npos);
}

TEST_CASE("measured durations: a mistake is told with its file and line") {
  CHECK(mistake_of_values("5us\n\nfast\n")
            .find("sub/w.csv:3:1: `wakeup` in [cpu] is \"fast\"; "
                  "expected a duration with its unit") == 0);
  CHECK(mistake_of_values("5us\n99999999999999999999\n").find("sub/w.csv:2:1: `wakeup`") == 0);
  CHECK(mistake_of_values("5us\n1us..2us\n").find("sub/w.csv:2:1: `wakeup`") == 0);
  CHECK(mistake_of_values("# none\n") ==
        "sub/w.csv: has no value; expected a duration on each line");
  CHECK(mistake_of_values(std::string(5000, '1')) ==
        "sub/w.csv:1: line is longer than 4096 bytes; expected one duration");
  std::string many;
  for (int i = 0; i < 100'001; ++i) many += "1\n";
  CHECK(mistake_of_values(many) == "sub/w.csv:100001: more than 100000 values");
  const tests::ScratchFolder folder;
  CHECK_THROWS_WITH(load_scenario(folder.write("s.toml", small_scenario(kWakeupFrom))),
                    Catch::EndsWith("s.toml:8:19: cannot read `sub/w.csv`: no such file"));
}

TEST_CASE("measured durations: in a text there are no files, and a table says one thing") {
  const auto mistake = [](const std::string& value) {
    const auto mistakes = mistakes_in(small_scenario("[cpu]\nwakeup = " + value + "\n"));
    return mistakes.empty() ? "none" : mistakes.front();
  };
  CHECK(mistake("{ from = \"w.csv\" }")
            .find("8:10: `wakeup` in [cpu] names a file, which only a "
                  "scenario file can") == 0);
  CHECK(mistake("{ values = [] }").find("8:10: `wakeup` in [cpu] is no table of measured") == 0);
  CHECK(mistake("{ values = [\"1us\"], min = \"1us\" }").find("8:10: `wakeup` in [cpu] is no") ==
        0);
  CHECK(mistake("{ min = \"1us\", values = [\"1us\"] }").find("8:10: `wakeup` in [cpu] is no") ==
        0);
  CHECK(mistake("{ values = [\"1us\", 7] }").find("8:29: `wakeup` in [cpu] is 7; expected ") == 0);
  CHECK(mistake("{ values = [\"3us\", \"3us\"] }") == "none");
}

}  // namespace drmsim::scenarios
