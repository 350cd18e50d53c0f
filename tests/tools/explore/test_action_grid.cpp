// Whatever is done to it, and whenever: a driver with every habit at its default survives.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "tools/explore/explorer.h"

namespace drmsim::scenarios {
namespace {

constexpr unsigned kSchedules = 8;  // of each case

struct Done {
  const char* name;
  std::vector<std::string> actions;  // "kill a +0": what, to what, how long after the moment, in us
  const char* more = "";
};

const std::vector<Done>& things_done() {
  static const std::vector<Done> all = {
      {"kill", {"kill a 0"}, "wait = 0\n"},
      {"kill and wait", {"kill a 0"}},
      {"exit", {"exit a 0"}, "wait = \"100us\"\n"},
      {"destroy", {"destroy a 0"}},
      {"unload", {"unload gfx 0"}},
      {"kill, then unload", {"kill a 0", "unload gfx 5"}},
      {"destroy beside unload", {"destroy a 0", "unload gfx 0"}},
      {"suspend", {"suspend gfx 0", "resume gfx 40"}},
      {"kill while asleep", {"suspend gfx 0", "kill a 10", "resume gfx 40"}},
      {"unload on waking up", {"suspend gfx 0", "resume gfx 40", "unload gfx 40"}},
      {"suspend_timeout", {"suspend_timeout gfx 0", "resume_timeout gfx 40"}},
      {"stop and start", {"wqueue_stop gfx 0", "wqueue_start gfx 40"}},
  };
  return all;
}

std::string action_text(const std::string& action, unsigned at_us, const std::string& more) {
  const std::size_t first = action.find(' ');
  const std::size_t second = action.find(' ', first + 1);
  const std::string verb = action.substr(0, first);
  const std::string target = action.substr(first + 1, second - first - 1);
  const auto later_us = static_cast<unsigned>(std::stoul(action.substr(second + 1)));
  return fmt::format("[[action]]\ndo = \"{}\"\n{} = \"{}\"\nat = \"{}us\"\n{}{}", verb,
                     target == "gfx" ? "ring" : "entity", target, at_us + later_us,
                     verb == "unload" ? "grace_period = true\n" : "", more);
}

// Round robin, for fifo has N1 (scenarios/files/bugs/killed_entity_runs_again.toml); timeouts in
// one queue, as drivers with one reset domain have to (B1). Two rings of one reset domain, two
// processes on the one, one on the other, whose job the first waits for; with `hangs`, the first
// job of all does at its first attempt.
std::string machine_text(const std::string& driver, bool hangs, const std::string& timeout) {
  std::string text = "name = \"grid\"\n[[reset_domain]]\nname = \"gpu\"\n";
  for (const char* ring : {"gfx", "copy"}) {
    text += fmt::format(
        "[[ring]]\nname = \"{}\"\nreset_domain = \"gpu\"\n"
        "scheduler = {{ policy = \"rr\", credit_limit = {}, timeout = \"{}\", "
        "timeout_queue = \"shared:reset\" }}\ndriver = {{ kind = \"{}\" }}\n",
        ring, driver == "slot" ? 1 : 2, timeout, driver);
  }
  // An entity whose memory goes at once meets N2
  // (scenarios/files/bugs/close_meets_dependency.toml).
  for (const char* entity : {"a", "b", "u"}) {
    text += fmt::format("[[entity]]\nname = \"{}\"\nrings = \"{}\"\ngrace_period = true\n", entity,
                        *entity == 'u' ? "copy" : "gfx");
  }
  const auto job = [&](const char* name, unsigned at_us, unsigned duration_us, const char* more) {
    text += fmt::format(
        "[[job]]\nname = \"{}\"\nentity = \"{:.1}\"\nat = \"{}us\"\nduration = \"{}us\"\n{}", name,
        name, at_us, duration_us, more);
  };
  job("u0", 1, 60, "");
  job("a0", 1, 50, hangs ? "fault = { hang_attempts = 1 }\n" : "");
  job("a1", 2, 50, "after = [\"u0\"]\n");
  job("b0", 3, 50, "");
  job("a2", 90, 30, "");
  job("b1", 120, 30, "");
  return text;
}

void check_clean(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(text, "grid.toml");
  ExploreOptions options;
  options.search.strategy = "random";
  options.search.schedules = kSchedules;
  const Exploration found = explore(spec, options);
  for (const Failure& failure : found.failures) {
    UNSCOPED_INFO(failure.hazard.message);
    for (const std::string& line : failure.hazard.story) UNSCOPED_INFO(line);
  }
  CHECK(found.failures.empty());
}

}  // namespace

TEST_CASE("action grid: drivers by default survive everything, at any moment") {
  for (const std::string driver : {"ring", "slot", "firmware"}) {
    for (const bool hangs : {false, true}) {
      const std::vector<unsigned> moments_us =
          hangs ? std::vector<unsigned>{2, 1001, 1011} : std::vector<unsigned>{1, 3, 30, 61, 100};
      for (const Done& done : things_done()) {
        // Who starts the workers starts them for a recovery, too, that has stopped them (B2). In an
        // explored schedule a healthy job may time out.
        const bool stops = done.actions[0].rfind("wqueue_stop", 0) == 0;
        if (hangs && stops) continue;
        // The firmware driver suspends its timeouts itself, and such an action is refused.
        if (driver == "firmware" && done.actions[0].rfind("suspend_timeout", 0) == 0) continue;
        for (const unsigned at_us : moments_us) {
          CAPTURE(driver, hangs, done.name, at_us);
          std::string text = machine_text(driver, hangs, stops ? "inf" : "1ms");
          for (const std::string& action : done.actions) {
            text += action_text(action, at_us, done.more);
          }
          check_clean(text);
        }
      }
    }
  }
}

TEST_CASE("action grid: a timeout that its driver suspends itself is nobody else's") {
  const std::string text = machine_text("firmware", false, "1ms");
  const ScenarioSpec spec =
      parse_scenario(text + action_text("suspend_timeout gfx 0", 10, ""), "grid.toml");
  CHECK_THROWS_WITH(run_scenario(spec, {}),
                    Catch::Contains("the timeout of ring `gfx` cannot be suspended: its driver "
                                    "`firmware` suspends and resumes it"));
}

}  // namespace drmsim::scenarios
