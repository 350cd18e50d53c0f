#include "tools/wsim/glibc_random.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::int64_t kModulus = 2147483647;
constexpr std::int64_t kMultiplier = 16807;
constexpr int kThrownAway = 310;

}  // namespace

GlibcRandom::GlibcRandom(std::uint32_t seed) {
  auto word = static_cast<std::int32_t>(seed == 0 ? 1 : seed);
  for (std::uint32_t& number : state_) {
    number = static_cast<std::uint32_t>(word);
    std::int64_t following = kMultiplier * word % kModulus;
    if (following < 0) following += kModulus;
    word = static_cast<std::int32_t>(following);
  }
  for (int i = 0; i < kThrownAway; ++i) step();
}

std::uint32_t GlibcRandom::step() {
  const std::size_t tap = (index_ + kDegree - kSeparation) % kDegree;
  state_[index_] += state_[tap];
  const std::uint32_t number = state_[index_];
  index_ = (index_ + 1) % kDegree;
  return number;
}

std::uint32_t GlibcRandom::next() {
  return step() >> 1;
}

}  // namespace drmsim::scenarios::wsim
