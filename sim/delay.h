// A duration that is fixed, or drawn anew each time: from a range, or from values that somebody
// measured.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "sim/time.h"

namespace drmsim::sim {

struct Delay {
  TimeNs min_ns = 0;
  TimeNs max_ns = 0;  // == min_ns: fixed
  // Measured: how far above min_ns each value is, in the order in which they were given, one of
  // them 0 and one of them max_ns - min_ns. Each is as likely as any other, as often as it is
  // there. Null: every time of the range is.
  std::shared_ptr<const std::vector<TimeNs>> above_min = nullptr;

  static Delay fixed(TimeNs ns) { return Delay{ns, ns}; }
  // values: at least one.
  static Delay one_of(std::vector<TimeNs> values) {
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    Delay delay{*min, *max};
    if (delay.is_fixed()) return delay;
    for (TimeNs& value : values) value -= delay.min_ns;
    delay.above_min = std::make_shared<const std::vector<TimeNs>>(std::move(values));
    return delay;
  }
  bool is_fixed() const { return min_ns == max_ns; }
  bool is_zero() const { return max_ns == 0; }
  std::vector<TimeNs> values() const {  // of a measured one
    std::vector<TimeNs> values = *above_min;
    for (TimeNs& value : values) value += min_ns;
    return values;
  }

  friend bool operator==(const Delay& a, const Delay& b) {
    if (a.min_ns != b.min_ns || a.max_ns != b.max_ns) return false;
    if (a.above_min == nullptr || b.above_min == nullptr) return a.above_min == b.above_min;
    return a.above_min == b.above_min || *a.above_min == *b.above_min;
  }
};

}  // namespace drmsim::sim
