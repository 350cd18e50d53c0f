// The tests of drm::Api in this program are tests of the model.
#include "sched/model/model_api.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {

std::unique_ptr<drm::Api> api_under_test(const drm::ApiContext& context) {
  return std::make_unique<drm::ModelApi>(context);
}

}  // namespace drmsim::drm::test
