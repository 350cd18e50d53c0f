#include "sched/model/model.h"

#include <memory>

#include "sched/model/model_api.h"

namespace drmsim::drm {

void add_model(Implementations& implementations) {
  implementations.add(
      "model", [](const ApiContext& context) { return std::make_unique<ModelApi>(context); });
}

}  // namespace drmsim::drm
