#include "scenarios/machine/extensions.h"

#include "sched/kernel/kernels.h"

namespace drmsim::scenarios {

const Extensions& Extensions::built_in() {
  static const Extensions kBuiltIn = [] {
    Extensions extensions;
    kernel::add_kernels(extensions.schedulers, kernel::kernels_found());
    return extensions;
  }();
  return kBuiltIn;
}

}  // namespace drmsim::scenarios
