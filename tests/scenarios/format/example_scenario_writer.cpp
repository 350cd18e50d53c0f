// A scenario that a program has made, as a file for people: short, and it reads as the same.
#include "scenarios/format/scenario_writer.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a scenario that a program has made, written as a person would") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "made.toml");
  for (int i = 0; i < 3; ++i) {
    JobSpec job;
    job.name = "frame" + std::to_string(i);
    job.entity.name = "app";
    job.at_ns = 1'000 + static_cast<sim::TimeNs>(i) * 16'600'000;
    job.duration = sim::Delay{2'000'000, 2'500'000};
    spec.jobs.push_back(job);
  }
  const std::string text = scenario_text(spec);
  CHECK_THAT(text, Catch::EndsWith("[[job]]\n"
                                   "name     = \"frame\"\n"
                                   "entity   = \"app\"\n"
                                   "at       = \"1us\"\n"
                                   "duration = \"2ms..2500us\"\n"
                                   "count    = 3\n"
                                   "every    = \"16600us\"\n"));
  CHECK(parse_scenario(text, "made.toml") == spec);
}

TEST_CASE("example: what no file can say is refused, and not written otherwise") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "made.toml");
  spec.spare_memory_dwords = 4'096;  // no key sets it
  CHECK_THROWS_AS(scenario_text(spec), InputError);
}

}  // namespace drmsim::scenarios
