// Collects what is wrong with one file.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

class Diagnostics {
 public:
  explicit Diagnostics(std::string file) : file_(std::move(file)) {}

  void add(SourceLocation where, std::string message);
  bool empty() const { return found_.empty(); }

  // Throws InputError with the first 20, in file order, if there are any.
  void throw_if_any() const;

 private:
  std::string file_;
  std::vector<Diagnostic> found_;
};

}  // namespace drmsim::scenarios
