#include "scenarios/machine/extensions.h"

namespace drmsim::scenarios {

const Extensions& Extensions::built_in() {
  static const Extensions kBuiltIn;
  return kBuiltIn;
}

}  // namespace drmsim::scenarios
