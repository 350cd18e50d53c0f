// Tracks for spans that overlap: each span gets one on which nothing else is at that time.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/time.h"

namespace drmsim::timeline {

class Lanes {
 public:
  // Spans come in the order of their begin. The number of the lane, from 0; the lowest that is
  // free.
  std::size_t take(sim::TimeNs begin_ns, sim::TimeNs end_ns) {
    std::size_t lane = 0;
    while (lane < ends_.size() && ends_[lane] > begin_ns) ++lane;
    if (lane == ends_.size()) ends_.push_back(0);
    ends_[lane] = end_ns;
    return lane;
  }
  std::size_t count() const { return ends_.size(); }

 private:
  std::vector<sim::TimeNs> ends_;
};

}  // namespace drmsim::timeline
