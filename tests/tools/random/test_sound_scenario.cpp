// Random scenarios without a mistake: they keep to the rules, and nothing goes wrong in a plain
// run.
#include <catch2/catch.hpp>

#include <map>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/report/run_scenario.h"
#include "tools/random/sound_rules.h"
#include "tools/random/sound_scenario.h"

namespace drmsim::scenarios {

TEST_CASE("sound: what is drawn keeps to the rules, and is what a file can say") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const ScenarioSpec spec = random_sound_scenario(seed);
    CAPTURE(seed);
    CHECK(is_sound(spec));
    CHECK((parse_scenario(scenario_text(spec), spec.file) == spec));
    CHECK((random_sound_scenario(seed) == spec));
    seen["several rings"] += spec.rings.size() > 1 ? 1 : 0;
    for (const RingSpec& ring : spec.rings) {
      seen["shared"] += ring.scheduler.timeout_queue.kind == QueueSpec::Kind::shared ? 1 : 0;
      seen["own"] += ring.scheduler.timeout_queue.kind == QueueSpec::Kind::own ? 1 : 0;
      seen["soft recovery"] += ring.driver.soft_recovery ? 1 : 0;
    }
    for (const JobSpec& job : spec.jobs) {
      seen["dependency"] += job.after.empty() ? 0 : 1;
      seen["hang"] += job.fault.hang_attempts > 0 ? 1 : 0;
    }
    for (const ActionSpec& action : spec.actions) {
      seen["kill"] += action.kind == ActionKind::kill ? 1 : 0;
      seen["destroy"] += action.kind == ActionKind::destroy ? 1 : 0;
      seen["modify_sched"] += action.kind == ActionKind::modify_sched ? 1 : 0;
    }
  }
  for (const char* what : {"several rings", "shared", "own", "soft recovery", "dependency", "hang",
                           "kill", "destroy", "modify_sched"}) {
    INFO(what);
    CHECK(seen[what] >= 5);
  }
}

TEST_CASE("sound: no plain run has a hazard, and most recover from something") {
  int recovered = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RunReport report = run_scenario(random_sound_scenario(seed));
    for (const HazardReport& hazard : report.hazards) {
      CAPTURE(seed, hazard.identity, hazard.message);
      CHECK(hazard.message.empty());
    }
    recovered += report.resets > 0 ? 1 : 0;
  }
  CHECK(recovered > 150);
}

TEST_CASE("sound: a scenario with a mistake is told") {
  // The rings of one reset domain, whose timeouts may be handled at the same time.
  std::size_t unserialised = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const ScenarioSpec spec = random_sound_scenario(seed, true);
    CHECK(is_sound(spec, true));
    unserialised += is_sound(spec) ? 0 : 1;
  }
  CHECK(unserialised > 5);

  ScenarioSpec spec = random_sound_scenario(3);
  const auto breaks = [&spec](auto change) {
    ScenarioSpec changed = spec;
    change(changed);
    return !is_sound(changed);
  };
  CHECK(breaks([](ScenarioSpec& s) { s.rings[0].driver.keep_reference = false; }));
  CHECK(breaks([](ScenarioSpec& s) { s.rings[0].driver.resubmit = false; }));
  CHECK(breaks([](ScenarioSpec& s) { s.rings[0].scheduler.timeout_ns = sim::kForever; }));
  CHECK(breaks([](ScenarioSpec& s) {
    s.rings[0].scheduler.timeout_queue = {};
    s.rings[0].scheduler.timeout_queue.kind = QueueSpec::Kind::system;
  }));
  CHECK(breaks([](ScenarioSpec& s) { s.rings[0].slots = s.rings[0].scheduler.credit_limit; }));
  CHECK(breaks([](ScenarioSpec& s) { s.jobs[0].credits = 1000; }));
  CHECK(breaks([](ScenarioSpec& s) { s.entities[0].submit_lock = false; }));
  CHECK(breaks([](ScenarioSpec& s) { s.actions.emplace_back().kind = ActionKind::wqueue_stop; }));
  CHECK(breaks([](ScenarioSpec& s) {  // a submission after the end of its process
    ActionSpec& end = s.actions.emplace_back();
    end.entity.name = s.jobs.back().entity.name;
    end.at_ns = last_submission_ns(s, end.entity.name);
  }));
}

}  // namespace drmsim::scenarios
