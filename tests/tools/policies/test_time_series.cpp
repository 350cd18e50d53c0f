// Per cent done, cycles per second and queue depth over time.
#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "tools/policies/time_series.h"

namespace drmsim::scenarios {
namespace {

TimeSeries series_of(const std::string& more, sim::TimeNs step_ns) {
  ScenarioSpec spec = parse_scenario("name = \"s\"\n[[ring]]\nname = \"gfx\"\n" + more, "s");
  ClientTraces traces;
  const RunReport report = run_scenario(spec, {}, &traces);
  return time_series(spec, report, traces.all(), step_ns);
}

}  // namespace

TEST_CASE("time series: a client that submits ten cycles at once, and one that ends before") {
  const TimeSeries series = series_of(
      "[[client]]\nname = \"deep\"\nrings = \"gfx\"\ncycles = 10\nduration = \"10ms\"\n"
      "synchronous = false\nin_flight = 4\n"
      "[[entity]]\nname = \"e\"\nrings = \"gfx\"\n"
      "[[job]]\nname = \"j\"\nentity = \"e\"\nduration = \"5ms\"\n",
      20'000'000);
  CHECK(series.clients == std::vector<std::string>{"deep", "e"});
  REQUIRE(series.rows.size() == 7);  // 0 to 120 ms: the last job ends at 105 ms
  REQUIRE(series.rows[0].cells[0].has_value());
  CHECK(series.rows[0].cells[0]->queue_depth == 4);
  CHECK(series.rows[0].cells[1]->queue_depth == 1);
  CHECK(series.rows[0].cells[1]->percent_done == 0);
  CHECK(series.rows[1].cells[1]->percent_done == 100);
  CHECK(series.rows[1].cells[1]->queue_depth == 0);
  CHECK_FALSE(series.rows[2].cells[1].has_value());
  CHECK(series.rows[2].cells[0]->cycles_per_second == Approx(100));
  CHECK(series.rows[6].cells[0]->percent_done == 100);
  CHECK(series.rows[6].cells[0]->queue_depth == 0);
}

TEST_CASE("time series: of a client without end, the part of its time") {
  const std::string endless =
      "[[client]]\nname = \"c\"\nrings = \"gfx\"\nduration = \"1ms\"\nsleep = \"1ms\"\n";
  ScenarioSpec spec =
      parse_scenario("name = \"s\"\nuntil = \"79ms\"\n[[ring]]\nname = \"gfx\"\n" + endless, "s");
  ClientTraces traces;
  const RunReport report = run_scenario(spec, {}, &traces);
  const TimeSeries series = time_series(spec, report, traces.all(), 20'000'000);
  REQUIRE(series.rows.size() == 5);
  CHECK(series.rows[2].cells[0]->percent_done == 50);
  CHECK(series.rows[4].cells[0]->percent_done == 100);
}

TEST_CASE("time series: one that would be too long is refused") {
  const TimeSeries series =
      series_of("[[client]]\nname = \"c\"\nrings = \"gfx\"\nduration = \"1ms\"\ncycles = 1\n", 1);
  CHECK(series.rows.empty());
  CHECK(series.problem == "it lasts for 1ms, which is more than 100000 steps of 1ns");
}

}  // namespace drmsim::scenarios
