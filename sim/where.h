// A place in the source, taken as a default argument at the caller.
//
// The life of an object (sim/tracked.h) and every hazard say where something was done. This is
// std::source_location in the form that both gcc 12 and clang 14 accept.
// Every lock, reference and wake-up passes one, so it travels in two registers: the line number is
// kept in the upper 16 bits of the file name's address, which are unused in user space.
#pragma once

#include <cstdint>
#include <string_view>

namespace drmsim::sim {

class Where {
 public:
  Where() = default;  // without a value
  static Where here(const char* file = __builtin_FILE(),
                    const char* function = __builtin_FUNCTION(), int line = __builtin_LINE()) {
    Where where{};
    where.function_ = function;
    where.line_and_file_ =
        reinterpret_cast<std::uintptr_t>(file) | static_cast<std::uintptr_t>(line) << kFileBits;
    return where;
  }

  // Here, in what the kernel calls `function`.
  static Where in(const char* function, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE()) {
    return here(file, function, line);
  }

  bool known() const { return function_ != nullptr; }  // of a Where{}: not
  const char* function() const { return function_; }   // plain name, without parameters
  int line() const { return static_cast<int>(line_and_file_ >> kFileBits); }
  std::string_view path() const {  // as the compiler was given it
    const std::uintptr_t mask = (std::uintptr_t{1} << kFileBits) - 1;
    return reinterpret_cast<const char*>(line_and_file_ & mask);
  }
  std::string_view file_name() const {  // without its folders
    const std::string_view file = path();
    const auto slash = file.rfind('/');
    return slash == std::string_view::npos ? file : file.substr(slash + 1);
  }

 private:
  static constexpr unsigned kFileBits = 48;
  const char* function_;
  std::uintptr_t line_and_file_;
};
static_assert(sizeof(void*) == 8 && sizeof(Where) == 16);

}  // namespace drmsim::sim
