// One library, many Worlds: each begins as the first.
#include <catch2/catch.hpp>

#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "sched/kernel/kernels.h"
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/support/oracle/recorded_log.h"

namespace drmsim::tests {
namespace {

constexpr const char* kHang = R"(name = "hang"
ring = [{ name = "gfx", scheduler = { policy = "rr", timeout = "1ms" } },
        { name = "dma", scheduler = { policy = "rr", timeout = "2ms" } }]
entity = [{ name = "a", rings = ["gfx", "dma"] }, { name = "b", rings = "dma" }]
[[job]]
name = "x"
entity = "a"
duration = "10us"
count = 4
fault = { hang_attempts = 1 }
[[job]]
name = "y"
entity = "b"
duration = "10us"
count = 4
after = "x2")";

std::string log_of(const scenarios::ScenarioSpec& spec, const std::string& scheduler,
                   const scenarios::Extensions& extensions = with_kernels()) {
  LogText log;
  scenarios::MachineOptions options;
  options.extensions = &extensions;
  options.scheduler = scheduler;
  options.observers = {&log};
  scenarios::Machine machine(spec, options);
  log.use(machine.world().names());
  machine.run();
  for (const sim::Hazard& hazard : machine.world().hazards().all()) UNSCOPED_INFO(hazard.message);
  CHECK(machine.world().hazards().empty());
  return log.text();
}

TEST_CASE("a test that needs a kernel that is not here is skipped", "[.needs]") {
  DRMSIM_NEEDS_KERNEL("2.4");
  FAIL("there is no such kernel");
}

TEST_CASE("kernel worlds: the thousandth is the first again, and leaves nothing behind") {
  for (const std::string& kernel : kernels_under_test()) {
    const scenarios::ScenarioSpec spec = scenarios::parse_scenario(kHang, "hang.toml");
    const std::string first = log_of(spec, kernel);
    CHECK(first.find("timedout_job") != std::string::npos);
    for (int i = 0; i < 1000; ++i) {
      if (log_of(spec, kernel) != first) FAIL("run " << i << " differs");
    }
  }
}

// The file that is loaded once more is the same image in memory.
TEST_CASE("kernel worlds: who loads a library after a run finds it as it was") {
  const scenarios::ScenarioSpec spec = scenarios::parse_scenario(kHang, "hang.toml");
  for (const std::string& kernel : kernels_under_test()) {
    const std::string first = log_of(spec, kernel);
    scenarios::Extensions others;
    kernel::add_kernels(others.schedulers, kernel::kernels_in(kernels_folder()));
    CHECK(log_of(spec, kernel, others) == first);
    CHECK(log_of(spec, kernel) == first);
  }
}

TEST_CASE("kernel worlds: a parameter of the module holds for its World alone") {
  const std::string kernel = "kernel:6.12";
  const scenarios::ScenarioSpec rr = scenarios::parse_scenario(kHang, "hang.toml");
  std::string text(kHang);
  while (text.find("\"rr\"") != std::string::npos) text.replace(text.find("\"rr\""), 4, "\"fifo\"");
  const scenarios::ScenarioSpec fifo = scenarios::parse_scenario(text, "hang.toml");
  const std::string before = log_of(rr, kernel);
  CHECK(log_of(fifo, kernel) != before);
  CHECK(log_of(rr, kernel) == before);
}

}  // namespace
}  // namespace drmsim::tests
