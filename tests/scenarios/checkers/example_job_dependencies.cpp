// Who depends on whom, from the file, as the numbers that events have for jobs.
#include "scenarios/checkers/job_dependencies.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {

TEST_CASE("example: the jobs that a job of the file waits for, in the order of `after`") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx" }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "copy", entity = "e", duration = "1us", count = 2 },
       { name = "draw", entity = "e", duration = "1us", after = ["copy1", "copy0"] }])",
                                           "t.toml");
  sim::World world;
  const auto dependencies = job_dependencies(world, spec);
  // The tag that events of the same World will have.
  const auto bits = [&world](const char* job) { return sim::JobTag{world.intern(job)}.bits(); };
  REQUIRE(dependencies.size() == 1);  // jobs that wait for nothing have no entry
  CHECK(dependencies.at(bits("draw")) == std::vector<std::uint64_t>{bits("copy1"), bits("copy0")});
}

}  // namespace drmsim::scenarios
