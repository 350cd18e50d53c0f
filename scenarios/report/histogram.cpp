#include "scenarios/report/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace drmsim::scenarios {
namespace {

constexpr int kMantissaBits = 8;  // the leading one, and 7 bits that tell 128 buckets apart
constexpr std::uint16_t kNoBlock = UINT16_MAX;

std::uint32_t index_of(std::uint64_t value) {
  const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - kMantissaBits);
  return (static_cast<std::uint32_t>(shift) << (kMantissaBits - 1)) +
         static_cast<std::uint32_t>(value >> shift);
}

}  // namespace

Histogram::Bucket& Histogram::bucket(std::uint32_t index) {
  const std::uint32_t at = index >> kBlockBits;
  if (at >= block_numbers_.size()) block_numbers_.resize(at + 1, kNoBlock);
  std::uint16_t& number = block_numbers_[at];
  if (number == kNoBlock) {
    number = static_cast<std::uint16_t>(blocks_.size());
    blocks_.emplace_back();
  }
  return blocks_[number][index % blocks_[number].size()];
}

void Histogram::add(std::uint64_t value) {
  Bucket& into = bucket(index_of(value));
  ++into.count;
  ++count_;
  sum_ += static_cast<double>(value);
  into.min = std::min(into.min, value);
  into.max = std::max(into.max, value);
  min_ = std::min(min_, value);
  max_ = std::max(max_, value);
}

std::uint64_t Histogram::mean() const {
  if (count_ == 0) return 0;
  return static_cast<std::uint64_t>(std::round(sum_ / static_cast<double>(count_)));
}

// What the value of that rank, from 1, in the bucket may be.
std::uint64_t Histogram::value_in(const Bucket& bucket, std::uint64_t rank) {
  if (bucket.count == 1) return bucket.min;
  const double part = static_cast<double>(rank - 1) / static_cast<double>(bucket.count - 1);
  return bucket.min +
         static_cast<std::uint64_t>(part * static_cast<double>(bucket.max - bucket.min));
}

std::uint64_t Histogram::percentile(double percent) const {
  if (count_ == 0) return 0;
  const double wanted = std::ceil(percent / 100 * static_cast<double>(count_));
  const std::uint64_t rank =
      std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, count_);
  std::uint64_t before = 0;
  for (const std::uint16_t number : block_numbers_) {
    if (number == kNoBlock) continue;
    for (const Bucket& bucket : blocks_[number]) {
      if (before + bucket.count >= rank) return value_in(bucket, rank - before);
      before += bucket.count;
    }
  }
  return max();
}

}  // namespace drmsim::scenarios
