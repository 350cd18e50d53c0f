// Percentiles, mean and extremes of durations in memory that does not grow with the number of
// durations.
//
// Intuition: counters of how many values fell between two marks, the marks closer where values are
// small. Mechanism: log-linear buckets, 128 to a power of two; each remembers its smallest and its
// largest value, so that a percentile is exact wherever the values in its bucket are equal, which
// in a simulation is nearly everywhere. Blocks of buckets exist only where values fell.
// Limits: between different values of one bucket the result is interpolated; it is then within
// 1/128 of the exact one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace drmsim::scenarios {

class Histogram {
 public:
  void add(std::uint64_t value);

  std::uint64_t count() const { return count_; }
  // The smallest value that at least `percent` of all values do not exceed (nearest rank); 0 if
  // there are no values. 0 < percent <= 100.
  std::uint64_t percentile(double percent) const;
  std::uint64_t min() const { return count_ == 0 ? 0 : min_; }
  std::uint64_t mean() const;  // rounded to the nearest; 0 if there are no values
  std::uint64_t max() const { return max_; }

 private:
  struct Bucket {
    std::uint64_t count = 0;
    std::uint64_t min = UINT64_MAX;
    std::uint64_t max = 0;
  };
  static constexpr std::uint32_t kBlockBits = 4;
  using Block = std::array<Bucket, std::size_t{1} << kBlockBits>;  // neighbours

  Bucket& bucket(std::uint32_t index);
  static std::uint64_t value_in(const Bucket& bucket, std::uint64_t rank);

  std::uint64_t count_ = 0;
  double sum_ = 0;  // of whole numbers: exact up to 2^53, and cannot overflow
  std::uint64_t min_ = UINT64_MAX;
  std::uint64_t max_ = 0;
  std::vector<std::uint16_t> block_numbers_;  // by bucket index >> kBlockBits; kNoBlock: no values
  std::vector<Block> blocks_;
};

}  // namespace drmsim::scenarios
