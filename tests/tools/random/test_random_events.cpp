// What happens to random scenarios from outside, on machines and work that a test has made.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "tools/random/draw.h"
#include "tools/random/random_events.h"
#include "tools/random/random_work.h"

namespace drmsim::scenarios {
namespace {

constexpr std::uint64_t kDraws = 600;

const char* const kTwoRings = R"(name = "s"
[[ring]]
name = "gfx"
scheduler = { timeout = "1ms" }
driver = { reset_time = "30us", soft_recovery = true, soft_recovery_wait = "1us" }
[[ring]]
name = "copy"
scheduler = { timeout = "1ms" }
[[reset_domain]]
name = "gfx"
full_reset_time = "5us"
ring_reset_time = "5us"
[[entity]]
name = "a"
rings = ["gfx", "copy"]
[[entity]]
name = "b"
rings = "copy"
[[job]]
name = "j"
entity = "a"
at = "2ms"
duration = "10us"
)";

const char* const kOneRing = R"(name = "s"
[[ring]]
name = "gfx"
[[entity]]
name = "a"
rings = "gfx"
)";

struct WithEvents {
  ScenarioSpec spec;
  sim::TimeNs grid_ns;
};

WithEvents with_events(const std::string& text, std::uint64_t seed) {
  Draw draw(seed);
  WithEvents drawn{parse_scenario(text, "s"), draw.grid_ns()};
  add_random_events(drawn.spec, draw);
  return drawn;
}

int count_of(const ScenarioSpec& spec, ActionKind kind) {
  return static_cast<int>(
      std::count_if(spec.actions.begin(), spec.actions.end(),
                    [kind](const ActionSpec& action) { return action.kind == kind; }));
}

}  // namespace

TEST_CASE("random events: what is stopped is started again, on the same ring and not before") {
  const std::map<ActionKind, ActionKind> ends = {
      {ActionKind::suspend_timeout, ActionKind::resume_timeout},
      {ActionKind::wqueue_stop, ActionKind::wqueue_start},
      {ActionKind::mask_interrupt, ActionKind::unmask_interrupt}};
  std::map<ActionKind, int> pairs;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = with_events(kTwoRings, seed).spec;
    for (std::size_t i = 0; i < spec.actions.size(); ++i) {
      const auto end = ends.find(spec.actions[i].kind);
      if (end == ends.end()) continue;
      ++pairs[end->first];
      REQUIRE(i + 1 < spec.actions.size());
      const ActionSpec& next = spec.actions[i + 1];
      CHECK(next.kind == end->second);
      CHECK(next.ring.name == spec.actions[i].ring.name);
      CHECK(next.at_ns >= spec.actions[i].at_ns);
    }
    for (const auto& [begin, end] : ends) CHECK(count_of(spec, begin) == count_of(spec, end));
  }
  for (const auto& [begin, end] : ends) CHECK(pairs[begin] > 5);
}

// drm_sched_wqueue_start() in the middle of a recovery sets going what the handler has stopped.
TEST_CASE("random events: where schedulers are stopped from outside, recoveries take no time") {
  int stopped = 0;
  int others = 0;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    CAPTURE(seed);
    const ScenarioSpec spec = with_events(kTwoRings, seed).spec;
    if (count_of(spec, ActionKind::wqueue_stop) == 0) {
      ++others;
      CHECK(spec.rings[0].driver.reset_time_ns == 30'000);
      CHECK(spec.rings[0].driver.soft_recovery);
      continue;
    }
    ++stopped;
    for (const RingSpec& ring : spec.rings) {
      CHECK(ring.driver.reset_time_ns == 0);
      CHECK_FALSE(ring.driver.soft_recovery);
      CHECK(ring.driver.run_job_cost.is_zero());
    }
    for (const ResetDomainSpec& domain : spec.reset_domains) {
      CHECK(domain.ring_reset_time_ns == 0);
      CHECK(domain.full_reset_time_ns == 0);
    }
  }
  CHECK(stopped > 20);
  CHECK(others > 20);
}

TEST_CASE("random events: with one ring no entity moves, with two some do") {
  int moves = 0;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    CHECK(count_of(with_events(kOneRing, seed).spec, ActionKind::modify_sched) == 0);
    const ScenarioSpec spec = with_events(kTwoRings, seed).spec;
    for (const ActionSpec& action : spec.actions) {
      if (action.kind != ActionKind::modify_sched) continue;
      ++moves;
      CHECK_FALSE(action.rings.empty());
    }
  }
  CHECK(moves > 20);
}

TEST_CASE("random events: they happen while jobs are submitted or soon after, on the grid") {
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    CAPTURE(seed);
    const auto [spec, grid_ns] = with_events(kTwoRings, seed);
    const sim::TimeNs last_ns = 2'000'000 / grid_ns * grid_ns + 10 * grid_ns;
    for (const ActionSpec& action : spec.actions) {
      CHECK(action.at_ns % grid_ns == 0);
      CHECK(action.at_ns <= last_ns + 12 * grid_ns);  // the second of a pair
    }
    for (const FaultSpec& fault : spec.faults) CHECK(fault.at_ns <= last_ns);
  }
}

TEST_CASE("random events: without jobs they happen at the beginning") {
  int events = 0;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    const auto [spec, grid_ns] = with_events(kOneRing, seed);
    for (const ActionSpec& action : spec.actions) {
      ++events;
      CHECK(action.at_ns <= 22 * grid_ns);
    }
  }
  CHECK(events > 100);
}

TEST_CASE("random events: each is done to an entity or a ring that is there, as its kind asks") {
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    for (const ActionSpec& action : with_events(kTwoRings, seed).spec.actions) {
      CAPTURE(seed, static_cast<int>(action.kind));
      const bool of_entity = action.entity.name == "a" || action.entity.name == "b";
      const bool of_ring = action.ring.name == "gfx" || action.ring.name == "copy";
      CHECK((of_entity || action.entity.name.empty()));
      CHECK((of_ring || action.ring.name.empty()));
      const bool device = action.kind == ActionKind::device_lost;
      CHECK(of_entity + of_ring == (device ? 0 : 1));
      const bool ends = action.kind == ActionKind::kill || action.kind == ActionKind::destroy;
      CHECK((ends || !action.wait_ns.has_value()));
    }
  }
}

TEST_CASE("random events: a fault by place hangs nothing that is not timed out") {
  std::string endless = kTwoRings;
  endless.replace(endless.find("\"1ms\""), 5, "\"inf\"");  // of gfx, where `a` may run
  int of_entity = 0;
  int of_ring = 0;
  int hangs = 0;
  for (std::uint64_t seed = 1; seed <= kDraws; ++seed) {
    for (const FaultSpec& fault : with_events(endless, seed).spec.faults) {
      CAPTURE(seed);
      (fault.ring.name.empty() ? of_entity : of_ring) += 1;
      CHECK(fault.ring.name.empty() != fault.entity.name.empty());
      CHECK(fault.jobs >= 1);
      CHECK(fault.jobs <= 3);
      const bool on_gfx = fault.entity.name == "a" || fault.ring.name == "gfx";
      if (on_gfx) CHECK(fault.fault.hang_attempts == 0);
      hangs += fault.fault.hang_attempts > 0 ? 1 : 0;
    }
  }
  CHECK(of_entity > 10);
  CHECK(of_ring > 10);
  CHECK(hangs > 5);
}

}  // namespace drmsim::scenarios
