// The kernel of the time when a scheduler had a thread, beside the one of today.
#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/support/oracle/recorded_log.h"

namespace drmsim::tests {
namespace {

constexpr const char* kTwoClients = R"(
name = "two"
ring = [{ name = "gfx", slots = 1, scheduler = { SCHEDULER timeout = "1ms" } }]
entity = [{ name = "a", rings = "gfx" }, { name = "b", rings = "gfx" }]
job = [
  { name = "bad", entity = "a", duration = "10us", fault = { hang_attempts = 9 } },
  { name = "good", entity = "b", duration = "10us", credits = 1 },
]
)";

std::string log_of(const std::string& scheduler_keys, const std::string& kernel) {
  std::string text = kTwoClients;
  text.replace(text.find("SCHEDULER"), 9, scheduler_keys);
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(text, "two.toml");
  LogText log;
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = kernel;
  options.observers = {&log};
  scenarios::Machine machine(spec, options);
  log.use(machine.world().names());
  machine.run();
  for (const sim::Hazard& hazard : machine.world().hazards().all()) UNSCOPED_INFO(hazard.message);
  CHECK(machine.world().hazards().empty());
  return log.text();
}

bool has(const std::string& log, const std::string& line) {
  return log.find(line) != std::string::npos;
}

TEST_CASE("kernel 6.1: its scheduler, thread and all, beside that of 6.12 in one process") {
  DRMSIM_NEEDS_KERNEL("6.1");
  const std::string first = log_of("", "kernel:6.1");
  INFO(first);
  CHECK(has(first, "finished     job=bad sched=gfx error=-125"));
  CHECK(has(first, "finished     job=good sched=gfx error=0"));
  const std::string of_6_12 = log_of("", "kernel:6.12");
  CHECK(has(of_6_12, "finished     job=good sched=gfx error=0"));
  CHECK(log_of("", "kernel:6.1") == first);
  CHECK(log_of("", "kernel:6.12") == of_6_12);
}

TEST_CASE("kernel 6.1: round robin is all there is, who asks for more is told") {
  DRMSIM_NEEDS_KERNEL("6.1");
  CHECK(has(log_of("", "kernel:6.1"), "policy=rr"));
  try {
    log_of("policy = \"fifo\",", "kernel:6.1");
    FAIL("there is no fifo");
  } catch (const scenarios::InputError& error) {
    CHECK(std::string(error.what()) == "two.toml:3:59: there is no policy `fifo`; expected `rr`");
  }
}

}  // namespace
}  // namespace drmsim::tests
