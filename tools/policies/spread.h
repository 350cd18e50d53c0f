// A number that was measured several times: its mean, and how far the measurements lie apart.
#pragma once

#include <cmath>
#include <cstdint>

namespace drmsim::scenarios {

class Spread {
 public:
  // Welford's way, which loses nothing where numbers are large and close together.
  void add(double value) {
    ++count_;
    const double step = value - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (value - mean_);
  }
  std::uint64_t count() const { return count_; }
  double mean() const { return mean_; }
  // The standard deviation of the sample; 0 of a single number.
  double deviation() const {
    return count_ < 2 ? 0 : std::sqrt(squares_ / static_cast<double>(count_ - 1));
  }
  // Whether all of this, from two deviations below the mean to two above, lies below that. With one
  // of two values, each in half of the measurements, the range has both.
  bool is_below(const Spread& other) const {
    return mean_ + 2 * deviation() < other.mean_ - 2 * other.deviation();
  }

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace drmsim::scenarios
