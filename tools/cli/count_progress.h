// A line on the terminal after the first second: how many of so many pieces of work are done.
#pragma once

#include <cstddef>

#include "tools/cli/console.h"

namespace drmsim::tools {

class CountProgress {
 public:
  // verb: "compared".
  CountProgress(const Console& console, const char* verb, std::size_t all);
  ~CountProgress();  // the line is gone
  CountProgress(const CountProgress&) = delete;
  CountProgress& operator=(const CountProgress&) = delete;
  void show(std::size_t done);

 private:
  const Console& console_;
  const char* verb_;
  const std::size_t all_;
  const double begin_;
  double last_ = 0;
  bool shown_ = false;
};

}  // namespace drmsim::tools
