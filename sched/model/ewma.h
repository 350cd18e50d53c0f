// An exponentially weighted moving average: each value counts a quarter, in 64ths.
//
// Source: DECLARE_EWMA(drm_sched_avgtime, 6, 4) in include/drm/gpu_scheduler.h, and
// include/linux/average.h, wrap-around included.
#pragma once

#include <cstdint>

namespace drmsim::drm {

class Ewma {
 public:
  std::uint64_t read() const { return internal_ >> kPrecision; }
  void add(std::uint64_t value) {
    const std::uint64_t scaled = value << kPrecision;
    // The first value is the average.
    internal_ = internal_ == 0 ? scaled : ((internal_ << kWeight) - internal_ + scaled) >> kWeight;
  }

 private:
  static constexpr unsigned kPrecision = 6;
  static constexpr unsigned kWeight = 2;  // a shift
  std::uint64_t internal_ = 0;
};

}  // namespace drmsim::drm
