#include "scenarios/checkers/checkers.h"

namespace drmsim::scenarios {

void Checkers::attach() {
  log_.attach(recovery_);
}

}  // namespace drmsim::scenarios
