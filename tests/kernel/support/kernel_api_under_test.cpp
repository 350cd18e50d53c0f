// The tests of drm::Api in this program are tests of a compiled kernel.
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {

std::unique_ptr<drm::Api> api_under_test(const drm::ApiContext& context) {
  return (*tests::with_kernels().schedulers.find("kernel"))(context);
}

}  // namespace drmsim::drm::test
