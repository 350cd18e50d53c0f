// The driver `slot`: what it looks at before it declares a hang.
#include <catch2/catch.hpp>

#include "tests/scenarios/support/event_lines.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;

Lines slot_recovery(const std::string& driver, const std::string& fault) {
  return event_lines(
      "name = \"t\"\n[[ring]]\nname = \"gfx\"\nslots = 1\nscheduler = { timeout = \"1ms\" }\n"
      "driver = { kind = \"slot\", " +
          driver +
          " }\n[[entity]]\nname = \"a\"\nrings = [\"gfx\"]\n[[job]]\nname = \"j\"\n"
          "entity = \"a\"\nduration = \"10us\"\nfault = { " +
          fault + " }\n",
      {EventKind::hw_reset, EventKind::false_timeout, EventKind::finished});
}

}  // namespace

TEST_CASE("slot driver: a job whose interrupt was lost is found done, if the hardware is asked") {
  CHECK(slot_recovery("completion_check = \"hardware\"", "lost_interrupt = true") ==
        Lines{"1000000 finished job=j sched=gfx error=0",
              "1000000 false_timeout job=j sched=gfx action=job_had_finished"});
  CHECK(
      slot_recovery("completion_check = \"none\"", "lost_interrupt = true") ==
      Lines{"1001000 hw_reset sched=gfx dropped=0", "1001000 finished job=j sched=gfx error=-125"});
}

TEST_CASE("slot driver: a job that makes progress gets another timeout, and another") {
  CHECK(slot_recovery("on_progress = \"reinsert\"", "slow_by = \"2500us\"") ==
        Lines{"1000000 false_timeout job=j sched=gfx action=progress",
              "2000000 false_timeout job=j sched=gfx action=progress",
              "2510000 finished job=j sched=gfx error=0"});
  CHECK(
      slot_recovery("on_progress = \"reset\"", "slow_by = \"2500us\"") ==
      Lines{"1001000 hw_reset sched=gfx dropped=1", "1001000 finished job=j sched=gfx error=-125"});
}

}  // namespace drmsim::tests
