// The compiled kernel against the recorded behaviour of the same code: what is between is ours.
#include <catch2/catch.hpp>

#include "tests/kernel/support/kernel_under_test.h"
#include "tests/support/oracle/check_recorded_runs.h"

namespace drmsim::tests {

TEST_CASE("recorded runs: the kernel's own code gives the recorded logs again") {
  DRMSIM_NEEDS_KERNEL("6.12");
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = "kernel:6.12";
  check_recorded_runs(options);
}

}  // namespace drmsim::tests
