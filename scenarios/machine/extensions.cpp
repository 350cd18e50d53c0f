#include "scenarios/machine/extensions.h"

#include <optional>

#include "sched/kernel/kernels.h"
#include "sched/model/model.h"
#include "sim/assert.h"

namespace drmsim::scenarios {
namespace {

// Constant from the first question on: no run can change what another one knows.
std::optional<Extensions>& added() {
  static std::optional<Extensions> extensions;
  return extensions;
}

bool asked = false;

}  // namespace

Extensions::Extensions() {
  drm::add_model(schedulers);
}

void Extensions::add_to_program(const Extensions& own) {
  DRMSIM_ASSERT(!asked && !added().has_value(), "a program says once, at its start, what it adds");
  added() = own;
}

const Extensions& Extensions::of_program() {
  static const Extensions kOfProgram = [] {
    asked = true;
    Extensions extensions = added().value_or(Extensions());
    kernel::add_kernels(extensions.schedulers, kernel::kernels_found());
    return extensions;
  }();
  return kOfProgram;
}

}  // namespace drmsim::scenarios
