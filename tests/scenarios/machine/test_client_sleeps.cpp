// Clients that sleep as real ones do: with slack, and to the next tick.
#include <catch2/catch.hpp>

#include <map>
#include <vector>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

const std::string kSleepRing = "name = \"s\"\n[[ring]]\nname = \"gfx\"\nslots = 8\n";

std::string sleeper(const std::string& name, const std::string& more) {
  return "[[client]]\nname = \"" + name +
         "\"\nrings = \"gfx\"\nduration = \"1us\"\nsynchronous = false\ncycles = 3\n" + more;
}

struct Pushes : sim::EventObserver {
  void begin(const sim::Names& all) override { names = &all; }
  void on_event(const sim::Event& event) override {
    if (event.kind != sim::EventKind::push) return;
    of[names->text(event.name(1))].push_back(event.time_ns / 1000);
  }
  const sim::Names* names = nullptr;
  std::map<std::string, std::vector<sim::TimeNs>> of;  // in us, by client
};

// When each client submits its jobs, in us.
std::map<std::string, std::vector<sim::TimeNs>> pushes_of(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(kSleepRing + text, "s");
  Pushes pushes;
  MachineOptions options;
  options.observers.push_back(&pushes);
  run_scenario(spec, options);
  return pushes.of;
}

using Moments = std::vector<sim::TimeNs>;

}  // namespace

TEST_CASE("client sleeps: exact by default") {
  auto pushes = pushes_of(sleeper("a", "sleep = \"10us\"\n") +
                          sleeper("b", "start = \"3us\"\nsleep = \"10us\"\n"));
  CHECK(pushes["a"] == Moments{0, 10, 20});
  CHECK(pushes["b"] == Moments{3, 13, 23});
}

TEST_CASE("client sleeps: with slack, to the end of another client's sleep") {
  const std::string other = sleeper("b", "start = \"3us\"\nsleep = \"10us\"\n");
  // b sleeps from 3 to 13 us when a goes to sleep at 4: until 12, or 13 with slack.
  const std::string sleep = "start = \"4us\"\nsleep = \"8us\"\nsleep_slack = ";
  CHECK(pushes_of(other + sleeper("a", sleep + "\"1us\"\n"))["a"] == Moments{4, 13, 21});
  CHECK(pushes_of(other + sleeper("a", sleep + "\"999ns\"\n"))["a"] == Moments{4, 12, 20});
  // Of several moments the first.
  CHECK(pushes_of(other + sleeper("d", "start = \"3us\"\nsleep = \"9500ns\"\n") +
                  sleeper("a", sleep + "\"1us\"\n"))["a"] == Moments{4, 12, 20});
}

TEST_CASE("client sleeps: to the next tick") {
  CHECK(pushes_of(sleeper("a", "sleep = \"10us\"\ntick = \"4us\"\n"))["a"] == Moments{0, 12, 24});
  CHECK(pushes_of(sleeper("a", "sleep = \"8us\"\ntick = \"4us\"\n"))["a"] == Moments{0, 8, 16});
  CHECK(pushes_of(sleeper("a", "period = \"10us\"\ntick = \"4us\"\n"))["a"] == Moments{0, 12, 20});
}

TEST_CASE("client sleeps: slack and ticks need a sleep") {
  const auto mistakes =
      mistakes_in(kSleepRing + sleeper("a", "tick = \"4us\"\nsleep_slack = \"1us\"\n"));
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0] ==
        "11:1: `tick` in [[client]] means nothing without a sleep; expected `sleep` or `period`");
  CHECK(mistakes[1].rfind("12:1: `sleep_slack` in [[client]] means nothing", 0) == 0);
}

}  // namespace drmsim::scenarios
