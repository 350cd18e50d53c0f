// Invariants of drmsim itself, checked in every build type.
//
// An assertion that fails means that the simulator is wrong: the process stops at once with the
// place and the reason. What the *simulated* code does wrong is never an assertion but a hazard
// (sim/hazard.h), because showing that is what the program is for.
#pragma once

namespace drmsim::sim {

[[noreturn]] void assertion_failed(const char* expression, const char* why, const char* file,
                                   int line);

}  // namespace drmsim::sim

#define DRMSIM_ASSERT(expression, why) \
  (__builtin_expect(!!(expression), 1) \
       ? static_cast<void>(0)          \
       : ::drmsim::sim::assertion_failed(#expression, why, __FILE__, __LINE__))
