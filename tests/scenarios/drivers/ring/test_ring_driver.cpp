// The driver `ring`: how it finds out what has happened, and how far it goes to recover.
#include <catch2/catch.hpp>

#include "tests/scenarios/support/event_lines.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;

std::string ring_scenario(const std::string& driver, const std::string& fault) {
  return "name = \"t\"\n[[ring]]\nname = \"gfx\"\nscheduler = { timeout = \"1ms\" }\ndriver = { " +
         driver +
         " }\n[[entity]]\nname = \"a\"\nrings = [\"gfx\"]\n[[job]]\nname = \"j\"\nentity = \"a\"\n"
         "duration = \"10us\"\nfault = { " +
         fault + " }\n";
}

const std::initializer_list<EventKind> kRingRecovery = {
    EventKind::hw_kill, EventKind::hw_reset, EventKind::false_timeout, EventKind::finished};

}  // namespace

TEST_CASE("ring driver: a job that hangs is reset away, and cancelled") {
  CHECK(
      event_lines(ring_scenario("", "hang_attempts = 1"), kRingRecovery) ==
      Lines{"1000000 hw_reset sched=gfx dropped=1", "1000000 finished job=j sched=gfx error=-125"});
}

TEST_CASE("ring driver: soft recovery kills the job alone") {
  CHECK(event_lines(ring_scenario("soft_recovery = true", "hang_attempts = 1"), kRingRecovery) ==
        Lines{"1000000 hw_kill job=j sched=gfx", "1000000 finished job=j sched=gfx error=-61",
              "1010000 false_timeout job=j sched=gfx action=soft_recovery"});
}

TEST_CASE("ring driver: a lost interrupt costs a reset, or a look at the written number") {
  CHECK(
      event_lines(ring_scenario("", "lost_interrupt = true"), kRingRecovery) ==
      Lines{"1000000 hw_reset sched=gfx dropped=0", "1000000 finished job=j sched=gfx error=-125"});
  CHECK(event_lines(ring_scenario("reread_hardware = true", "lost_interrupt = true"),
                    kRingRecovery) ==
        Lines{"1000000 finished job=j sched=gfx error=0",
              "1000000 false_timeout job=j sched=gfx action=job_had_finished"});
}

TEST_CASE("ring driver: where the ring refuses its reset, the whole domain is reset") {
  const auto resets = [](const std::string& fails) {
    return event_lines("name = \"t\"\n[[reset_domain]]\nname = \"d\"\nring_reset_fails = " + fails +
                           R"(
[[ring]]
name = "gfx"
reset_domain = "d"
scheduler = { timeout = "1ms" }
[[ring]]
name = "sdma"
reset_domain = "d"
[[entity]]
name = "a"
rings = ["gfx"]
[[job]]
name = "j"
entity = "a"
duration = "10us"
fault = { hang_attempts = 1 }
)",
                       {EventKind::stopped, EventKind::hw_reset, EventKind::restart});
  };
  CHECK(resets("0") == Lines{"1000000 stopped sched=gfx", "1000000 hw_reset sched=gfx dropped=1",
                             "1000000 restart sched=gfx credits_in_use=1"});
  CHECK(resets("1") == Lines{"1000000 stopped sched=gfx", "1000000 stopped sched=sdma",
                             "1000000 hw_reset sched=gfx dropped=1",
                             "1000000 hw_reset sched=sdma dropped=0",
                             "1000000 restart sched=gfx credits_in_use=1",
                             "1000000 restart sched=sdma credits_in_use=0"});
}

}  // namespace drmsim::tests
