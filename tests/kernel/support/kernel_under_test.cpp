#include "tests/kernel/support/kernel_under_test.h"

#include <algorithm>
#include <cstdlib>

#include <catch2/catch.hpp>

#include "sched/kernel/kernels.h"

namespace drmsim::tests {

std::string kernels_folder() {
  const char* other = std::getenv("DRMSIM_KERNELS_UNDER_TEST");
  return other == nullptr ? DRMSIM_KERNELS_DIR : other;
}

const scenarios::Extensions& with_kernels() {
  static const scenarios::Extensions kExtensions = [] {
    scenarios::Extensions extensions;
    kernel::add_kernels(extensions.schedulers, kernel::kernels_in(kernels_folder()));
    return extensions;
  }();
  return kExtensions;
}

std::vector<std::string> kernels_under_test() {
  std::vector<std::string> names;
  const std::string built = "," DRMSIM_BUILT_KERNELS ",";
  for (const kernel::KernelInfo& kernel : kernel::kernels_in(kernels_folder())) {
    if (built.find("," + kernel.name + ",") == std::string::npos) continue;
    names.push_back("kernel:" + kernel.name);
  }
  REQUIRE_FALSE(names.empty());
  return names;
}

bool is_under_test(const std::string& release) {
  const auto kernels = kernels_under_test();
  return std::find(kernels.begin(), kernels.end(), "kernel:" + release) != kernels.end();
}

}  // namespace drmsim::tests
