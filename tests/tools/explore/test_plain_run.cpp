// The run with which an exploration begins.
#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "tools/explore/explorer.h"

namespace drmsim::scenarios {
namespace {

TEST_CASE("explorer: the plain run can be watched, and no other") {
  struct Watcher : sim::EventObserver {
    void on_event(const sim::Event& event) override {
      if (event.kind == sim::EventKind::finished) ++finished;
    }
    int finished = 0;
  } watcher;
  ExploreOptions options;
  options.search.schedules = 50;
  options.jobs = 0;
  options.plain_run_observer = &watcher;
  const ScenarioSpec spec =
      load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml");
  CHECK(explore(spec, options).schedules == 50);
  CHECK(watcher.finished == 5);
}

TEST_CASE("explorer: virtual time that ends in the plain run is a mistake of the file") {
  const std::string text =
      "name = \"ages\"\n[[ring]]\nname = \"g\"\n[[client]]\nname = \"c\"\n"
      "rings = \"g\"\nduration = \"1000000s\"\ncycles = 1000000000\n";
  ExploreOptions options;
  options.jobs = 0;
  CHECK_THROWS_WITH(explore(parse_scenario(text, "f"), options),
                    Catch::Contains("virtual time ended before the plain run did"));
}

}  // namespace
}  // namespace drmsim::scenarios
