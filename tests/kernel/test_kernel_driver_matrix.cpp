// Under our drivers the kernel's code does what the model does, whatever goes wrong around them.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "tests/kernel/support/hosted_run.h"
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/support/drivers/driver_matrix.h"

namespace drmsim::tests {
namespace {

// One in seven: each option and each trouble is among these many times. (All are equal, too.)
void compare(const std::string& release, const std::vector<std::string>& texts) {
  std::size_t equal = 0;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < texts.size(); i += 7) {
    const scenarios::ScenarioSpec model =
        scenarios::parse_scenario("semantics = \"linux-" + release + "\"\n" + texts[i], "t.toml");
    scenarios::ScenarioSpec kernel = model;
    kernel.scheduler.name = "kernel:" + release;
    ++compared;
    if (run_hosted(model).hash == run_hosted(kernel).hash) {
      ++equal;
      continue;
    }
    FAIL_CHECK("kernel:" << release << " differs from the model:\n" << texts[i]);
  }
  CHECK(equal == compared);
}

void compare_all_drivers(const std::string& release) {
  compare(release, ring_driver_matrix());
  compare(release, slot_driver_matrix());
  compare(release, firmware_driver_matrix());
}

}  // namespace

TEST_CASE("driver matrix: kernel:6.12 does what the model does") {
  DRMSIM_NEEDS_KERNEL("6.12")
  compare_all_drivers("6.12");
}

TEST_CASE("driver matrix: kernel:7.2 does what the model does") {
  DRMSIM_NEEDS_KERNEL("7.2")
  compare_all_drivers("7.2");
}

TEST_CASE("driver matrix: kernel:7.3 does what the model does") {
  DRMSIM_NEEDS_KERNEL("7.3")
  compare_all_drivers("7.3");
}

}  // namespace drmsim::tests
