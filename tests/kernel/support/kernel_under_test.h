// The compiled kernels of this build, for tests.
#pragma once

#include <string>
#include <vector>

#include "scenarios/machine/extensions.h"

namespace drmsim::tests {

// Where they are: the build's, or those of $DRMSIM_KERNELS_UNDER_TEST.
std::string kernels_folder();

// What scenarios may name, with the kernels: kernel:6.12, ...
const scenarios::Extensions& with_kernels();

// The names of the kernels that the build made, "kernel:6.12"; at least one: without, nothing here
// is built.
std::vector<std::string> kernels_under_test();

// "6.12": among them. A test that needs another one ends here, and is reported as skipped.
bool is_under_test(const std::string& release);
#define DRMSIM_NEEDS_KERNEL(release)                 \
  if (!::drmsim::tests::is_under_test(release)) {    \
    WARN("skipped: kernel:" release " is not here"); \
    return;                                          \
  }

}  // namespace drmsim::tests
