// A duration that is fixed, or drawn anew each time from a range.
#pragma once

#include "sim/time.h"

namespace drmsim::sim {

struct Delay {
  TimeNs min_ns = 0;
  TimeNs max_ns = 0;  // == min_ns: fixed

  static constexpr Delay fixed(TimeNs ns) { return Delay{ns, ns}; }
  constexpr bool is_fixed() const { return min_ns == max_ns; }
  constexpr bool is_zero() const { return max_ns == 0; }

  friend bool operator==(const Delay&, const Delay&) = default;
};

}  // namespace drmsim::sim
