// The rules of a scenario without a mistake, one by one: what breaks each, and what just does not.
#include <catch2/catch.hpp>

#include <functional>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "tools/random/sound_rules.h"

namespace drmsim::scenarios {
namespace {

// Two rings that are reset together, and one by itself.
const char* const kSound = R"(name = "sound"
[[ring]]
name = "gfx"
slots = 11
reset_domain = "gpu"
scheduler = { credit_limit = 4, timeout = "1ms", timeout_queue = "shared:reset" }
[[ring]]
name = "compute"
slots = 9
reset_domain = "gpu"
scheduler = { credit_limit = 2, timeout = "1ms", timeout_queue = "shared:reset" }
[[ring]]
name = "copy"
slots = 11
scheduler = { credit_limit = 4, timeout = "1ms", timeout_queue = "own" }
[[reset_domain]]
name = "gpu"
[[entity]]
name = "a"
rings = ["gfx", "copy"]
[[entity]]
name = "b"
rings = "compute"
grace_period = true
[[client]]
name = "loop"
entity = "a"
cycles = 3
duration = "10us"
[[job]]
name = "x"
entity = "b"
at = "5us"
duration = "10us"
credits = 2
[[job]]
name = "y"
entity = "b"
at = "3us"
duration = "10us"
fault = { hang_attempts = 1 }
[[action]]
at = "4us"
do = "set_priority"
entity = "b"
priority = "high"
[[action]]
at = "6us"
do = "kill"
entity = "b"
[[fault]]
ring = "copy"
fault = { hang_attempts = 1 }
)";

using Change = std::function<void(ScenarioSpec&)>;

ScenarioSpec sound_spec() {
  return parse_scenario(kSound, "sound");
}

bool stays_sound(const Change& change) {
  ScenarioSpec spec = sound_spec();
  change(spec);
  return is_sound(spec);
}

}  // namespace

TEST_CASE("sound rules: a scenario that keeps to all of them is sound") {
  CHECK(is_sound(sound_spec()));
  CHECK(is_sound(sound_spec(), true));
}

TEST_CASE("sound rules: rings of one domain share the queue that handles their timeouts") {
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) {
    s.rings[0].scheduler.timeout_queue = {QueueSpec::Kind::own, {}};
  }));
  CHECK_FALSE(stays_sound(
      [](ScenarioSpec& s) { s.rings[1].scheduler.timeout_queue.shared_name = "other"; }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.rings[2].reset_domain.name = "gpu"; }));
  // A ring by itself may share, but not what runs several at once.
  CHECK(stays_sound([](ScenarioSpec& s) {
    s.rings[2].scheduler.timeout_queue = {QueueSpec::Kind::shared, "reset"};
  }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) {
    s.rings[2].scheduler.timeout_queue = {QueueSpec::Kind::system, {}};
  }));
}

TEST_CASE("sound rules: timeouts beside each other are all that the looser rules let through") {
  ScenarioSpec spec = sound_spec();
  spec.rings[0].scheduler.timeout_queue = {QueueSpec::Kind::system, {}};
  CHECK_FALSE(is_sound(spec));
  CHECK(is_sound(spec, true));
  spec.jobs[0].credits = 3;
  CHECK_FALSE(is_sound(spec, true));
}

TEST_CASE("sound rules: a ring has room for seven jobs beside its credits, and all priorities") {
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.rings[0].slots = 10; }));
  CHECK(stays_sound([](ScenarioSpec& s) { s.rings[0].slots = 12; }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.rings[0].scheduler.num_rqs = 3; }));
  CHECK_FALSE(
      stays_sound([](ScenarioSpec& s) { s.rings[2].scheduler.timeout_ns = sim::kForever; }));
}

TEST_CASE("sound rules: a driver chooses how it recovers, and nothing that is a mistake") {
  CHECK(stays_sound([](ScenarioSpec& s) {
    DriverSpec& driver = s.rings[0].driver;
    driver.reset_time_ns = 5;
    driver.reset = ResetScope::full;
    driver.soft_recovery = true;
    driver.soft_recovery_wait_ns = 7;
    driver.reread_hardware = true;
    driver.run_job_cost = sim::Delay::fixed(3);
    driver.fence = FenceStorage::preallocated;
  }));
  for (const Change& mistake : std::vector<Change>{
           [](ScenarioSpec& s) { s.rings[0].driver.fence = FenceStorage::allocate_in_run_job; },
           [](ScenarioSpec& s) { s.rings[0].driver.fence = FenceStorage::allocate_on_replay; },
           [](ScenarioSpec& s) { s.rings[0].driver.on_false_timeout = FalseTimeout::reset; },
           [](ScenarioSpec& s) { s.rings[0].driver.keep_reference = false; },
           [](ScenarioSpec& s) { s.rings[0].driver.unbalanced_put = true; },
           [](ScenarioSpec& s) { s.rings[0].driver.release = FenceRelease::now; },
           [](ScenarioSpec& s) { s.rings[0].driver.resubmit = false; },
           [](ScenarioSpec& s) { s.rings[0].driver.kind.name = "firmware"; }}) {
    const bool is_right = stays_sound([&mistake](ScenarioSpec& s) {
      const DriverSpec before = s.rings[0].driver;
      mistake(s);
      REQUIRE_FALSE((before == s.rings[0].driver));
    });
    CHECK_FALSE(is_right);
  }
}

TEST_CASE("sound rules: hardware that cannot be reset at all is broken") {
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.reset_domains[0].full_reset_fails = 1; }));
  CHECK(stays_sound([](ScenarioSpec& s) { s.reset_domains[0].ring_reset_fails = 2; }));
}

TEST_CASE("sound rules: every job fits on every ring, since its entity may move") {
  CHECK(lowest_credit_limit(sound_spec()) == 2);
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.jobs[0].credits = 3; }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.clients[0].credits = 3; }));
  CHECK(stays_sound([](ScenarioSpec& s) { s.clients[0].credits = 2; }));
}

TEST_CASE("sound rules: without a ring there is no limit, and a job of any size is all right") {
  CHECK(lowest_credit_limit(ScenarioSpec{}) == UINT32_MAX);
  CHECK(is_sound(ScenarioSpec{}));
}

TEST_CASE("sound rules: a process ends after its last submission, not in the same instant") {
  CHECK(last_submission_ns(sound_spec(), "b") == 5'000);  // the later of two, not the last listed
  CHECK(last_submission_ns(sound_spec(), "a") == 0);
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.actions[1].at_ns = 5'000; }));
  CHECK(stays_sound([](ScenarioSpec& s) { s.actions[1].at_ns = 5'001; }));
}

TEST_CASE("sound rules: a process ends once, and nothing is done to it from then on") {
  const auto second = [](ActionKind kind, sim::TimeNs at_ns, const std::string& entity) {
    return [=](ScenarioSpec& s) {
      ActionSpec& action = s.actions.emplace_back();
      action.kind = kind;
      action.at_ns = at_ns;
      action.entity.name = entity;
    };
  };
  CHECK_FALSE(stays_sound(second(ActionKind::destroy, 9'000, "b")));
  CHECK_FALSE(stays_sound(second(ActionKind::destroy, 1'000, "b")));
  CHECK_FALSE(stays_sound(second(ActionKind::set_priority, 6'000, "b")));
  CHECK_FALSE(stays_sound(second(ActionKind::set_priority, 7'000, "b")));
  CHECK(stays_sound(second(ActionKind::set_priority, 5'999, "b")));
  CHECK(stays_sound(second(ActionKind::set_priority, 7'000, "a")));
  CHECK(stays_sound(second(ActionKind::spurious_interrupt, 7'000, "")));
}

TEST_CASE("sound rules: a process that ends has a grace period, and no client that goes on") {
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.entities[1].grace_period = false; }));
  CHECK(stays_sound([](ScenarioSpec& s) {
    s.entities[1].grace_period = false;  // of one that lives to the end
    s.actions.pop_back();
  }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.clients[0].entity.name = "b"; }));
}

TEST_CASE("sound rules: no entity has the kernel's priority, now or later") {
  CHECK_FALSE(
      stays_sound([](ScenarioSpec& s) { s.entities[0].priority = EntityPriority::kernel; }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.actions[0].priority = EntityPriority::kernel; }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.entities[0].submit_lock = false; }));
}

TEST_CASE("sound rules: a job that hangs may not report it, wherever the fault comes from") {
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.jobs[1].fault.fault_interrupt_ns = 0; }));
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.faults[0].fault.fault_interrupt_ns = 10; }));
  CHECK(stays_sound([](ScenarioSpec& s) { s.faults[0].fault.spurious_interrupt_ns = 10; }));
}

TEST_CASE("sound rules: nobody but the driver stops a scheduler, its timeout or the device") {
  using Kind = ActionKind;
  for (const Kind kind :
       {Kind::suspend_timeout, Kind::resume_timeout, Kind::wqueue_stop, Kind::wqueue_start,
        Kind::mask_interrupt, Kind::fault_interrupt, Kind::front_end_hang, Kind::unload,
        Kind::suspend, Kind::device_lost, Kind::exit, Kind::close, Kind::kill_child}) {
    CAPTURE(static_cast<int>(kind));
    CHECK_FALSE(is_sound_action(kind));
    CHECK_FALSE(stays_sound([kind](ScenarioSpec& s) { s.actions.emplace_back().kind = kind; }));
  }
  CHECK_FALSE(stays_sound([](ScenarioSpec& s) { s.preempts.emplace_back(); }));
}

}  // namespace drmsim::scenarios
