// How far an exploration is, on the terminal: speed, outcomes, failures, and when it will be over.
#pragma once

#include <ostream>

#include "tools/cli/progress_line.h"
#include "tools/explore/explorer.h"

namespace drmsim::tools {

class SearchProgress {
 public:
  // Shown only if `visible`. seconds_max: of wall time, after which the search ends; 0: no limit.
  SearchProgress(std::ostream& terminal, bool visible, double seconds_max,
                 WallClock clock = wall_seconds);
  ~SearchProgress() { erase(); }

  void update(const scenarios::SearchSoFar& so_far, double expected);
  double seconds() const { return clock_() - begin_; }
  void erase();

 private:
  std::ostream& terminal_;
  bool visible_;
  double seconds_max_;
  WallClock clock_;
  double begin_;
  double next_;
  bool shown_ = false;
};

}  // namespace drmsim::tools
