// Each strategy on a machine whose bug depends on the order of two contexts, and on its own rules.
#include <array>
#include <map>
#include <set>

#include "sim/strategies/delay_bounded.h"
#include "sim/strategies/exhaustive.h"
#include "sim/strategies/pct.h"
#include "sim/strategies/random_walk.h"
#include "sim/strategies/recorder.h"
#include "sim/strategies/replay.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

constexpr std::uint64_t kExpectedChoices = 20;

// Three tasks add 1 to a counter, each in two steps that should have been one.
struct Race {
  Lines order;
  int counter = 0;
};

Race run_race(Strategy& strategy, std::uint64_t seed) {
  WorldOptions options;
  options.strategy = &strategy;
  options.seed = seed;
  World world(options);
  Diary diary(world);
  Race race;
  for (const char* name : {"a", "b", "c"}) {
    world.spawn_task(name, [&, name] {
      const int read = race.counter;
      diary(name);
      world.point(Point::atomic);
      race.counter = read + 1;
    });
  }
  world.run();
  race.order = diary.lines();
  return race;
}

// How many of 200 runs lose an update; every run is repeated from its deviations.
int lost_updates(Strategy& strategy) {
  int lost = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Recorder recorder(strategy);
    const Race race = run_race(recorder, seed);
    Replay replay(recorder.deviations());
    const Race again = run_race(replay, seed);
    CHECK(again.order == race.order);
    CHECK(again.counter == race.counter);
    CHECK(replay.unused() == 0);
    if (race.counter != 3) ++lost;
  }
  return lost;
}

TEST_CASE("pct: a run far longer than expected goes on as the plain run does") {
  Pct pct(2, 10);
  pct.begin_run(5);
  const std::array<ActorId, 2> actors{1, 2};
  const Choice choice{ChoiceKind::next_actor, 2, actors.data()};
  unsigned others = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    pct.begin_run(seed);
    for (unsigned step = 1; step < 88; ++step) others += pct.choose(choice);
    for (unsigned step = 0; step < 100; ++step) CHECK(pct.choose(choice) == 0);
  }
  CHECK(others > 0);
}

TEST_CASE("random walk, PCT and delay bounding find a lost update, and their runs repeat") {
  RandomWalk random_walk;
  Pct pct(2, kExpectedChoices);
  DelayBounded delay_bounded(2, kExpectedChoices);
  CHECK(lost_updates(random_walk) > 5);
  CHECK(lost_updates(pct) > 5);
  CHECK(lost_updates(delay_bounded) > 5);
}

TEST_CASE("PCT with depth 1 changes nobody's rank: no context is preempted for another old one") {
  Pct pct(1, kExpectedChoices);
  CHECK(lost_updates(pct) == 0);
}

TEST_CASE("delay bounding deviates at most as often as it may") {
  DelayBounded strategy(3, kExpectedChoices);
  std::set<std::size_t> counts;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Recorder recorder(strategy);
    run_race(recorder, seed);
    counts.insert(recorder.deviations().size());
  }
  CHECK(*counts.rbegin() <= 3);
  CHECK(counts.size() >= 3);
}

TEST_CASE("strategies that draw let a fault strike as often as it should") {
  RandomWalk random;
  Pct pct(3, 100);
  DelayBounded delay(3, 100);
  for (Strategy* strategy : {static_cast<Strategy*>(&random), static_cast<Strategy*>(&pct),
                             static_cast<Strategy*>(&delay)}) {
    Choices choices(strategy, 7);
    std::uint32_t times = 0;
    for (int i = 0; i < 1000; ++i) times += choices.strikes(0.25) ? 1 : 0;
    CHECK(times > 200);
    CHECK(times < 300);
  }
}

TEST_CASE("the same seed gives the same deviations, and seeds differ") {
  RandomWalk strategy;
  std::set<std::string> runs;
  const auto deviations = [&strategy](std::uint64_t seed) {
    Recorder recorder(strategy);
    run_race(recorder, seed);
    std::string text;
    for (const Deviation& deviation : recorder.deviations()) {
      text += fmt::format("{}:{} ", deviation.choice, deviation.option);
    }
    return text;
  };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CHECK(deviations(seed) == deviations(seed));
    runs.insert(deviations(seed));
  }
  CHECK(runs.size() > 3);
}

// All runs of one bound: how often each deviation list occurred.
std::map<std::vector<std::uint64_t>, int> search(unsigned bound, std::uint64_t choices) {
  std::map<std::vector<std::uint64_t>, int> seen;
  for (std::uint64_t first = 0; first < choices; ++first) {
    Exhaustive exhaustive(bound, first);
    do {
      Recorder recorder(exhaustive);
      run_race(recorder, 1);
      std::vector<std::uint64_t> key;
      for (const Deviation& deviation : recorder.deviations()) {
        key.push_back(deviation.choice);
        key.push_back(deviation.option);
      }
      ++seen[key];
    } while (exhaustive.next_run());
  }
  return seen;
}

TEST_CASE("the exhaustive search visits every run within its bound once") {
  Replay plain({});
  Recorder recorder(plain);
  run_race(recorder, 1);
  // Who of a, b, c; at a's point: go on, b, c; who of b, c; at b's point: go on, c. Then no choice.
  REQUIRE(recorder.choices() == 4);

  const auto one = search(1, 4);
  CHECK(one.size() == 2 + 2 + 1 + 1);
  for (const auto& [key, times] : one) {
    CHECK(key.size() == 2);
    CHECK(times == 1);
  }
  const auto two = search(2, 4);
  CHECK(two.size() > one.size());
  for (const auto& [key, times] : two) CHECK(times == 1);
}

TEST_CASE("unbounded, the exhaustive search finds every order of three tasks") {
  std::set<Lines> orders;
  std::set<int> counters;
  for (std::uint64_t first = 0; first < 4; ++first) {
    Exhaustive exhaustive(100, first);
    do {
      const Race race = run_race(exhaustive, 1);
      orders.insert(race.order);
      counters.insert(race.counter);
    } while (exhaustive.next_run());
  }
  CHECK(orders.size() == 6);
  CHECK(counters == std::set<int>{1, 2, 3});
}

TEST_CASE("the estimate counts the runs exactly where choices do not depend on each other") {
  CHECK(estimated_runs({2, 2, 2}, 1) == 4);
  CHECK(estimated_runs({2, 2, 2}, 3) == 8);
  CHECK(estimated_runs({3, 2}, 2) == 6);
}

TEST_CASE("a deviation that finds no choice is counted as unused") {
  Replay replay({{1000, 1}});
  run_race(replay, 1);
  CHECK(replay.unused() == 1);
  Replay too_high({{0, 77}});
  run_race(too_high, 1);
  CHECK(too_high.unused() == 1);
}

}  // namespace
}  // namespace drmsim::sim
