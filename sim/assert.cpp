#include "sim/assert.h"

#include <cstdio>
#include <cstdlib>

namespace drmsim::sim {

void assertion_failed(const char* expression, const char* why, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: drmsim invariant broken: %s (%s)\n", file, line, why, expression);
  std::abort();
}

}  // namespace drmsim::sim
