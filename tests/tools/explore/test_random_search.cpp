// Random scenarios, explored: what is found, what is known, what is made small.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "sim/strategies/replay.h"
#include "tools/explore/random_search.h"
#include "tools/explore/schedule_run.h"
#include "tools/random/sound_rules.h"

namespace drmsim::scenarios {
namespace {

RandomSearch search_with(std::vector<std::string> defects) {
  RandomSearch search;
  search.search.schedules = 100;
  search.machine.scheduler = "model";
  search.defects = std::move(defects);
  return search;
}

struct Found {
  RandomScenarioResult result;
  Failure failure;
};

// The first failure of that kind in the first scenarios.
Found first_of(const RandomSearch& search, sim::HazardKind kind) {
  for (std::uint64_t i = 0; i < 200; ++i) {
    RandomScenarioResult result = explore_random(search, i);
    for (const Failure& failure : result.exploration.failures) {
      if (failure.hazard.kind == kind && !failure.unmet.has_value()) return {result, failure};
    }
  }
  FAIL("not found");
  return {};
}

}  // namespace

TEST_CASE("random search: a defect that is switched on is found, and made small within the rules") {
  const RandomSearch search = search_with({"A1"});
  const auto [result, failure] = first_of(search, sim::HazardKind::use_after_free);
  const SmallFailure small = make_small(search, result, failure, "small");
  const ScenarioSpec spec = parse_scenario(small.scenario, "small.toml");
  CHECK(is_sound(spec));
  CHECK(spec.jobs.size() <= 2);
  CHECK(small.failure.identity == failure.identity);
  // The file and the deviations are all that it takes.
  sim::Replay replay(small.failure.deviations);
  CHECK(has_failure(run_schedule(spec, replay, small.failure.seed).failures, failure.identity));
}

TEST_CASE("random search: a result is the same whoever comes to it, and survives as text") {
  const RandomSearch search = search_with({"A1"});
  for (const std::uint64_t i : {0, 1, 2, 5}) {
    const std::string text = result_text(explore_random(search, i));
    CHECK(text == result_text(explore_random(search, i)));
    CHECK(text == result_text(result_from_text(text)));
  }
}

TEST_CASE("random search: a scenario that mostly ends in what is known is drawn again") {
  RandomSearch search = search_with({"C6", "A1"});
  std::string text;
  std::uint64_t mostly = 1000;
  for (std::uint64_t i = 0; i < 100 && mostly == 1000; ++i) {
    const RandomScenarioResult result = explore_random(search, i);
    CHECK(result.redrawn == 0);
    for (const Failure& failure : result.exploration.failures) {
      if (failure.times * 2 <= result.exploration.schedules) continue;
      mostly = i;
      text = "model C6 " + failure.identity + "\n";
    }
  }
  REQUIRE(mostly < 1000);
  const KnownFailures known = KnownFailures::parse(text, "known.txt");
  search.known = &known;
  const RandomScenarioResult again = explore_random(search, mostly);
  CHECK(again.redrawn >= 1);
  CHECK(again.seed != search.seed + mostly);
}

TEST_CASE("known failures: by scheduler and identity, and a line that says nothing is refused") {
  const KnownFailures known = KnownFailures::parse(
      "# comment\n\nmodel  N1   use_after_free of x in f (a.cpp)\nkernel:6.12 A7 leak of y\n", "k");
  CHECK(known.entry("model", "use_after_free of x in f (a.cpp)") == "N1");
  CHECK(known.entry("kernel:6.12", "leak of y") == "A7");
  CHECK(known.entry("model", "leak of y").empty());
  CHECK_THROWS_AS(KnownFailures::parse("model N1\n", "k"), InputError);
  CHECK_THROWS_AS(KnownFailures::parse("model N1 a b\nmodel N2 a b\n", "k"), InputError);
}

TEST_CASE("known failures: the project's list names bugs that are written up") {
  const std::filesystem::path scenarios = DRMSIM_SOURCE_DIR "/scenarios/files";
  const std::string page = read_input_file(scenarios / "bugs" / "README.md");
  const KnownFailures known = KnownFailures::load(scenarios / "known_failures.txt");
  for (const auto& [key, entry] : known.all()) {
    INFO(key.first << " " << key.second);
    CHECK(page.find(entry) != std::string::npos);
  }
}

}  // namespace drmsim::scenarios
