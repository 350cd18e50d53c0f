// The checkers that a scenario asks for: each says what it has seen, and nothing without being
// asked.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

std::vector<std::string> hazards_of(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(text, "t.toml");
  std::vector<std::string> hazards;
  for (const HazardReport& hazard : run_scenario(spec, {}).hazards) {
    hazards.push_back(std::string(sim::hazard_name(hazard.kind)) + ": " + hazard.message);
  }
  return hazards;
}

std::string error_of_checked(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(text, "t.toml");
  try {
    run_scenario(spec, {});
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// One ring, one context, one job with a fault; `top` comes first.
std::string one_job(const std::string& top, const std::string& driver, const std::string& fault,
                    const std::string& duration = "100us") {
  return "name = \"t\"\n" + top +
         "\n[[ring]]\nname = \"gfx\"\nscheduler = { credit_limit = 1, timeout = \"1ms\" }\n"
         "driver = { " +
         driver +
         " }\n[[entity]]\nname = \"app\"\nrings = [\"gfx\"]\n[[job]]\nname = \"j\"\n"
         "entity = \"app\"\nduration = \"" +
         duration + "\"\nfault = { " + fault + " }\n";
}

const std::vector<std::string> kNone;

}  // namespace

TEST_CASE("requested checkers: a job that the hardware has completed is not to blame") {
  const std::string lost = "lost_interrupt = true";
  CHECK(hazards_of(one_job("check = \"innocent_blamed\"", "", lost)) ==
        std::vector<std::string>{"innocent_blamed: job j is blamed for a hang, but the hardware "
                                 "has completed it"});
  CHECK(hazards_of(one_job("", "", lost)) == kNone);
  CHECK(hazards_of(one_job("check = \"innocent_blamed\"", "", "hang_attempts = 9")) == kNone);
}

TEST_CASE("requested checkers: the error of a job agrees with what the hardware did") {
  const std::string check = "check = \"wrong_error\"";
  CHECK(hazards_of(one_job(check, "", "run_job_returns = \"null\"")) ==
        std::vector<std::string>{"wrong_error: job j ends with error 0, but the hardware has never "
                                 "begun it"});
  CHECK(hazards_of(one_job(check, "", "lost_interrupt = true")) ==
        std::vector<std::string>{"wrong_error: job j ends with error -125, but the hardware has "
                                 "completed it"});
  CHECK(hazards_of(one_job(check, "", "run_job_returns = \"EIO\"")) == kNone);
  CHECK(hazards_of(one_job(check, "", "hang_attempts = 9")) == kNone);
  CHECK(hazards_of(one_job(check, "", "hang_attempts = 0")) == kNone);
}

TEST_CASE("requested checkers: what the hardware executes is not freed") {
  const std::string check = "check = \"freed_while_executing\"";
  const std::string hangs = "hang_attempts = 9";
  CHECK(hazards_of(one_job(check, "kind = \"slot\", retire_before_reset = true", hangs)) ==
        std::vector<std::string>{"freed_while_executing: job j is freed, and the hardware hangs in "
                                 "it"});
  CHECK(hazards_of(one_job(check, "kind = \"slot\"", hangs)) == kNone);
}

TEST_CASE("requested checkers: only what can be looked for can be asked for") {
  CHECK(error_of_checked(one_job("check = [\"leak\"]", "", "hang_attempts = 0")) ==
        "t.toml:2:10: `check` cannot look for `leak`; expected `innocent_blamed`, `wrong_error`, "
        "`freed_while_executing`, `late_timeout`, `early_timeout`, `fence_order`, "
        "`failed_dependency`, `score_leak` or `fence_timestamp`");
}

TEST_CASE("drivers: a habit of another driver is an error that says whose it is") {
  CHECK(error_of_checked(one_job("", "clear_slot = \"never\"", "hang_attempts = 0")) ==
        "t.toml:6:10: `clear_slot` is a habit of the driver `slot`; `ring` has its own");
  CHECK(error_of_checked(
            one_job("", "kind = \"slot\", fence = \"preallocated\"", "hang_attempts = 0")) ==
        "t.toml:6:10: `fence` is a habit of the driver `ring`; `slot` has its own");
  CHECK(
      error_of_checked(one_job("", "kind = \"firmware\", resubmit = false", "hang_attempts = 0")) ==
      "t.toml:6:10: `resubmit` is a habit of the driver `ring` or `slot`; `firmware` has its "
      "own");
}

TEST_CASE("drivers: a slot takes one job at a time") {
  std::string text = one_job("", "kind = \"slot\"", "hang_attempts = 0");
  text.replace(text.find("credit_limit = 1"), 16, "credit_limit = 2");
  CHECK(error_of_checked(text) ==
        "t.toml:5:13: driver `slot` has one job on the hardware; expected `credit_limit = 1`");
}

TEST_CASE("drivers: the queues of one firmware agree about it") {
  const std::string ring =
      "[[ring]]\nname = \"b\"\nreset_domain = \"gfx\"\n"
      "driver = { kind = \"firmware\", hw_queues = 1 }\n";
  const std::string text =
      "name = \"t\"\n[[reset_domain]]\nname = \"gfx\"\n[[ring]]\nname = \"gfx\"\n"
      "driver = { kind = \"firmware\" }\n" +
      ring;
  CHECK(error_of_checked(text) ==
        "t.toml:10:10: the rings of a reset domain are one device; expected the `hw_queues` and "
        "the `time_slice` of the others");
}

TEST_CASE("actions: a ring is unloaded with entities of its own only") {
  const std::string text =
      "name = \"t\"\n[[ring]]\nname = \"a\"\n[[ring]]\nname = \"b\"\n"
      "[[entity]]\nname = \"app\"\nrings = [\"a\", \"b\"]\n"
      "[[action]]\nat = \"1us\"\ndo = \"unload\"\nring = \"b\"\n";
  CHECK(error_of_checked(text) ==
        "t.toml:9:1: ring `b` is unloaded, but entity `app` has others too; expected entities with "
        "that ring only");
}

}  // namespace drmsim::scenarios
