// Percentiles of durations in memory that does not grow with the number of durations.
//
// Intuition: counters of how many values fell between two marks, the marks closer where values are
// small. Mechanism: log-linear buckets, 128 to a power of two; each remembers its smallest and its
// largest value, so that a percentile is exact wherever the values in its bucket are equal, which
// in a simulation is nearly everywhere. Buckets exist only where values fell. Limits: between
// different values of one bucket the result is interpolated; it is then within 1/128 of the exact
// one.
#pragma once

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
  std::uint64_t min() const { return buckets_.empty() ? 0 : buckets_.front().min; }
  std::uint64_t max() const { return buckets_.empty() ? 0 : buckets_.back().max; }

 private:
  struct Bucket {
    std::uint32_t index;
    std::uint64_t count;
    std::uint64_t min;
    std::uint64_t max;
  };
  Bucket& bucket(std::uint32_t index);

  std::uint64_t count_ = 0;
  std::size_t last_used_ = 0;    // most values fall where the one before them did
  std::vector<Bucket> buckets_;  // ordered by index
};

}  // namespace drmsim::scenarios
