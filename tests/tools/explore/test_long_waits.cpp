// What a driver costs that waits for its hardware by looking again and again: as much as happens
// meanwhile, not as long as it takes.
#include <catch2/catch.hpp>

#include <filesystem>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "tools/explore/explorer.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

// A reset that the driver polls every microsecond.
ScenarioSpec with_reset_of(sim::TimeNs reset_ns) {
  ScenarioSpec spec = load_scenario(fs::path(DRMSIM_SOURCE_DIR) / "scenarios/files" / "bugs" /
                                    "long_reset_hides_race.toml");
  spec.reset_domains.at(0).full_reset_time_ns = reset_ns;
  return spec;
}

// The plain run, counting how often it could have gone another way.
class Counting final : public sim::Strategy {
 public:
  void begin_run(std::uint64_t) override {}
  unsigned choose(const sim::Choice&) override {
    ++choices;
    return 0;
  }
  std::uint64_t choices = 0;
};

std::uint64_t choices_in_plain_run(sim::TimeNs reset_ns) {
  const ScenarioSpec spec = with_reset_of(reset_ns);
  Counting counting;
  MachineOptions options;
  options.strategy = &counting;
  Machine machine(spec, options);
  machine.run();
  CHECK(machine.world().now() >= reset_ns);
  return counting.choices;
}

}  // namespace

TEST_CASE("long waits: a reset of 5 s costs no more than one of 5 ms") {
  const std::uint64_t of_5_ms = choices_in_plain_run(5'000'000);
  CHECK(of_5_ms > 100);
  CHECK(choices_in_plain_run(5'000'000'000) < of_5_ms * 11 / 10);
}

TEST_CASE("long waits: a race behind a reset of 200 ms is found whatever the seed") {
  const ScenarioSpec spec = with_reset_of(200'000'000);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    ExploreOptions options;
    options.search.strategy = "pct";
    options.search.schedules = 2000;
    options.search.seed = seed;
    options.jobs = 0;
    CHECK(explore(spec, options).failures.size() >= 1);
  }
}

}  // namespace drmsim::scenarios
