// The driver `firmware`: places on the hardware, and groups that go together.
#include <catch2/catch.hpp>

#include "tests/scenarios/support/event_lines.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;

const std::string kFirmwareMachine = R"(
name = "t"
[[reset_domain]]
name = "gpu"
[defaults.ring]
reset_domain = "gpu"
scheduler = { timeout = "10ms", timeout_queue = "shared:gpu" }
)";

}  // namespace

TEST_CASE("firmware driver: two queues take turns on the one place that there is") {
  CHECK(event_lines(kFirmwareMachine + R"(
driver = { kind = "firmware", hw_queues = 1, time_slice = "50us" }
[[ring]]
name = "q0"
[[ring]]
name = "q1"
[[entity]]
name = "a"
rings = ["q0"]
[[entity]]
name = "b"
rings = ["q1"]
[[job]]
name = "x"
entity = "a"
duration = "100us"
count = 2
[[job]]
name = "y"
entity = "b"
at = "10us"
duration = "10us"
)",
                    {EventKind::hw_start, EventKind::hw_wait}) ==
        Lines{"0 hw_start job=x0 sched=q0", "10000 hw_wait sched=q1 behind=q0",
              "100000 hw_start job=y sched=q1", "100000 hw_wait sched=q0 behind=q1",
              "110000 hw_start job=x1 sched=q0"});
}

TEST_CASE("firmware driver: the queues of a group are killed together, others go on") {
  CHECK(event_lines(kFirmwareMachine + R"(
[[ring]]
name = "q0"
driver = { kind = "firmware", group = "p" }
[[ring]]
name = "q1"
driver = { kind = "firmware", group = "p" }
[[ring]]
name = "q2"
driver = { kind = "firmware" }
scheduler = { timeout = "100ms" }
[[entity]]
name = "a"
rings = ["q0"]
[[entity]]
name = "b"
rings = ["q1"]
[[entity]]
name = "c"
rings = ["q2"]
[[job]]
name = "x"
entity = "a"
duration = "10us"
fault = { hang_attempts = 9 }
[[job]]
name = "y"
entity = "b"
at = "1us"
duration = "15ms"
[[job]]
name = "z"
entity = "c"
duration = "15ms"
)",
                    {EventKind::hw_reset, EventKind::finished, EventKind::guilty}) ==
        Lines{"10001000 hw_reset sched=q0 dropped=1", "10001000 finished job=x sched=q0 error=-125",
              "10001000 hw_reset sched=q1 dropped=1", "10001000 finished job=y sched=q1 error=-125",
              "10001000 guilty entity=a", "15000000 finished job=z sched=q2 error=0"});
}

}  // namespace drmsim::tests
