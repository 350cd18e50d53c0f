// What is kept of a run for comparison, and where two runs part.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "sim/event.h"
#include "tests/scenarios/format/scenario_text.h"
#include "tools/compare/divergence.h"

namespace drmsim::scenarios {
namespace {

const std::string kTwoJobs =
    "[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\ncount = 2\n";
const std::string kHangs =
    "[[job]]\nname = \"h\"\nentity = \"app\"\nduration = \"10us\"\nfault = { hang_attempts = 1 "
    "}\ncount = 2\n";

SideRun run(const std::string& more) {
  return scheduler_side("model").run(parse_scenario(small_scenario(more), "f"));
}

bool has(const std::vector<std::string>& lines, const std::string& part) {
  return std::any_of(lines.begin(), lines.end(), [&part](const std::string& line) {
    return line.find(part) != std::string::npos;
  });
}

SideRun lines(std::vector<std::string> lines) {
  SideRun run;
  run.lines = std::move(lines);
  run.results = {"end quiescent"};
  return run;
}

}  // namespace

TEST_CASE("side run: the lines that define behaviour, and nothing of the harness") {
  const SideRun side = run(kTwoJobs);
  for (const char* event : {" push ", " run_job ", " hw_start ", " hw_done ", " scheduled ",
                            " finished ", " free_job "}) {
    INFO(event);
    CHECK(has(side.lines, event));
  }
  CHECK_FALSE(has(side.lines, "sched_init"));
  CHECK_FALSE(has(side.lines, "quiescent"));
  CHECK(side.results == std::vector<std::string>{"end quiescent"});
  CHECK(side.cut.empty());
}

TEST_CASE("side run: results name unfinished jobs and each kind of hazard once") {
  const SideRun side = run(kHangs);
  CHECK(has(side.results, "unfinished h0"));
  CHECK(has(side.results, "unfinished h1"));
  CHECK(std::count(side.results.begin(), side.results.end(), "hazard fence_never_signalled") == 1);
}

TEST_CASE("side run: a run without end is cut, and repeats") {
  const std::string endless = R"([[job]]
name = "j"
entity = "app"
duration = "10us"
fault = { hang_attempts = "forever" }
)";
  ScenarioSpec spec = parse_scenario(small_scenario(endless), "f");
  spec.rings[0].scheduler.timeout_ns = 1'000'000;
  spec.entities[0].priority = EntityPriority::kernel;
  const Side side = scheduler_side("model", Extensions::of_program(), 500);
  const SideRun first = side.run(spec);
  CHECK(first.cut == "500 events");
  CHECK(first.lines.size() > 100);
  CHECK(first.lines == side.run(spec).lines);
}

TEST_CASE("side run: a scheduler that does not exist is the user's mistake") {
  const ScenarioSpec spec = parse_scenario(small_scenario(), "f");
  CHECK_THROWS_AS(scheduler_side("modle").run(spec), InputError);
}

TEST_CASE("side run: each name of what defines behaviour is an event that there is") {
  std::set<std::string> names;
  for (std::size_t i = 0; i < sim::event_kind_count(); ++i) {
    names.emplace(sim::schema_of(static_cast<sim::EventKind>(i)).name);
  }
  for (const char* event :
       {"push", "add_dep", "unschedulable", "run_job", "hw_start", "hw_done", "scheduled",
        "finished", "timedout_job", "karma", "guilty", "hw_reset", "restart", "free_job"}) {
    INFO(event);
    CHECK(names.count(event) == 1);
    CHECK(defines_behaviour(event));
  }
  CHECK_FALSE(defines_behaviour("pus"));
  CHECK_FALSE(defines_behaviour(""));
  CHECK(static_cast<std::size_t>(
            std::count_if(names.begin(), names.end(),
                          [](const std::string& name) { return defines_behaviour(name); })) == 14);
}

TEST_CASE("side run: a guilty entity is a result, and comes before jobs that did not finish") {
  ScenarioSpec spec =
      parse_scenario(small_scenario("[[job]]\nname = \"h\"\nentity = \"app\"\nduration = \"10us\"\n"
                                    "fault = { hang_attempts = \"forever\" }\n"),
                     "f");
  spec.rings[0].scheduler.timeout_ns = 1'000'000;
  CHECK(scheduler_side("model").run(spec).results ==
        std::vector<std::string>{"end quiescent", "guilty app"});
}

TEST_CASE("side run: a run that ends with its time says so, and is not cut") {
  ScenarioSpec spec = parse_scenario(small_scenario(kTwoJobs), "f");
  spec.until_ns = 5'000;
  const SideRun side = scheduler_side("model").run(spec);
  CHECK(side.results.front() == "end until");
  CHECK(side.cut.empty());
}

TEST_CASE("side run: a run is cut at the event after the last one that it may emit") {
  const ScenarioSpec spec = parse_scenario(small_scenario(kTwoJobs), "f");
  std::uint64_t events = 1;
  const auto cut_at = [&spec](std::uint64_t events_max) {
    return scheduler_side("model", Extensions::of_program(), events_max).run(spec).cut;
  };
  while (!cut_at(events).empty() && events < 1000) {
    CHECK(cut_at(events) == std::to_string(events) + " events");
    ++events;
  }
  CHECK(events > 20);
  CHECK(events < 1000);
  CHECK(cut_at(events + 1).empty());
}

TEST_CASE("side run: a run that reaches the steps of its file is cut") {
  ScenarioSpec spec = parse_scenario(small_scenario(kTwoJobs), "f");
  spec.steps_max = 5;
  const SideRun side = scheduler_side("model").run(spec);
  CHECK(side.cut == "max_steps");
  CHECK(side.results.front() == "end limit");
}

TEST_CASE("side run: a scenario without work is one that two sides agree in") {
  const SideRun side = run("");
  CHECK(side.lines.empty());
  CHECK(side.results == std::vector<std::string>{"end quiescent"});
  CHECK_FALSE(first_divergence(side, side).has_value());
}

TEST_CASE("divergence: equal runs have none") {
  CHECK_FALSE(first_divergence(lines({"a", "b"}), lines({"a", "b"})).has_value());
}

TEST_CASE("divergence: the first line that differs, with what was before and comes after") {
  const SideRun first = lines({"1", "2", "3", "4", "5", "x 6", "7"});
  const SideRun second = lines({"1", "2", "3", "4", "5", "y   6", "7", "8"});
  const auto divergence = first_divergence(first, second);
  REQUIRE(divergence.has_value());
  CHECK(divergence->line == 6);
  CHECK(divergence_text(*divergence, "model", "kernel") ==
        "    both: 2\n    both: 3\n    both: 4\n    both: 5\n"
        "   model: x 6\n  kernel: y   6\n    both: 7\n  kernel: 8\n");
  CHECK(divergence_summary(*divergence, "model", "kernel") ==
        "the sides part at line 6; model: `x 6`; kernel: `y 6`");
}

TEST_CASE("divergence: one side ends early") {
  const auto divergence = first_divergence(lines({"1"}), lines({"1", "2"}));
  REQUIRE(divergence.has_value());
  CHECK(divergence_text(*divergence, "a", "b") == "  both: 1\n     a: (nothing more)\n     b: 2\n");
}

TEST_CASE("divergence: a side that was cut is compared as far as it goes") {
  SideRun cut = lines({"1"});
  cut.cut = "a limit";
  cut.results = {"end hazard"};
  CHECK_FALSE(first_divergence(cut, lines({"1", "2"})).has_value());
  CHECK_FALSE(first_divergence(lines({"1", "2"}), cut).has_value());
  CHECK(first_divergence(cut, lines({"2"})).has_value());
  CHECK(first_divergence(cut, lines({})).has_value());
}

TEST_CASE("divergence: equal lines and different results") {
  SideRun leaky = lines({"1"});
  leaky.results.push_back("hazard leak");
  const auto divergence = first_divergence(lines({"1"}), leaky);
  REQUIRE(divergence.has_value());
  CHECK(divergence->line == 0);
  CHECK(divergence_text(*divergence, "a", "b") ==
        "  both: 1\n  both: end quiescent\n     b: hazard leak\n");
  CHECK(divergence_summary(*divergence, "a", "b") ==
        "all events agree, the results differ; a: end quiescent; b: end quiescent, hazard leak");
  const auto other = first_divergence(lines({"1"}), lines({"2"}));
  CHECK(same_kind(*divergence, *divergence));
  CHECK_FALSE(same_kind(*divergence, *other));
  CHECK(same_kind(*other, *other));
}

}  // namespace drmsim::scenarios
