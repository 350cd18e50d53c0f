#include "scenarios/report/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace drmsim::scenarios {
namespace {

constexpr int kMantissaBits = 8;  // the leading one, and 7 bits that tell 128 buckets apart

std::uint32_t index_of(std::uint64_t value) {
  const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - kMantissaBits);
  return (static_cast<std::uint32_t>(shift) << (kMantissaBits - 1)) +
         static_cast<std::uint32_t>(value >> shift);
}

}  // namespace

Histogram::Bucket& Histogram::bucket(std::uint32_t index) {
  if (last_used_ < buckets_.size() && buckets_[last_used_].index == index) {
    return buckets_[last_used_];
  }
  const auto at =
      std::lower_bound(buckets_.begin(), buckets_.end(), index,
                       [](const Bucket& bucket, std::uint32_t i) { return bucket.index < i; });
  last_used_ = static_cast<std::size_t>(at - buckets_.begin());
  if (at != buckets_.end() && at->index == index) return *at;
  return *buckets_.insert(at, Bucket{index, 0, UINT64_MAX, 0});
}

void Histogram::add(std::uint64_t value) {
  Bucket& into = bucket(index_of(value));
  ++into.count;
  ++count_;
  into.min = std::min(into.min, value);
  into.max = std::max(into.max, value);
}

std::uint64_t Histogram::percentile(double percent) const {
  if (count_ == 0) return 0;
  const double wanted = std::ceil(percent / 100 * static_cast<double>(count_));
  const std::uint64_t rank =
      std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, count_);
  std::uint64_t before = 0;
  for (const Bucket& bucket : buckets_) {
    if (before + bucket.count < rank) {
      before += bucket.count;
      continue;
    }
    if (bucket.count == 1) return bucket.min;
    const double part =
        static_cast<double>(rank - before - 1) / static_cast<double>(bucket.count - 1);
    return bucket.min +
           static_cast<std::uint64_t>(part * static_cast<double>(bucket.max - bucket.min));
  }
  return max();
}

}  // namespace drmsim::scenarios
