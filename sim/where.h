// A place in the source, taken as a default argument at the caller.
//
// The life of an object (sim/tracked.h) and every hazard say where something was done. This is
// std::source_location in the form that both gcc 12 and clang 14 accept.
#pragma once

namespace drmsim::sim {

struct Where {
  const char* file = "";      // as the compiler was given it; static storage
  const char* function = "";  // plain name, without parameters; static storage
  int line = 0;

  static constexpr Where here(const char* file = __builtin_FILE(),
                              const char* function = __builtin_FUNCTION(),
                              int line = __builtin_LINE()) {
    return Where{file, function, line};
  }
};

}  // namespace drmsim::sim
