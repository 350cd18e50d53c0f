// The numbers that rand() of glibc gives after srand(): what gem_wsim seeds its clients with.
//
// The additive feedback generator r[i] = r[i-31] + r[i-3] modulo 2^32, filled by a linear one, its
// first 310 numbers thrown away, its lowest bit never shown. Source: glibc, stdlib/random_r.c.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace drmsim::scenarios::wsim {

class GlibcRandom {
 public:
  explicit GlibcRandom(std::uint32_t seed);  // 0 counts as 1, as in glibc

  std::uint32_t next();  // 0 to 2^31-1

 private:
  static constexpr std::size_t kDegree = 31;
  static constexpr std::size_t kSeparation = 3;

  std::uint32_t step();

  std::array<std::uint32_t, kDegree> state_{};  // r[i] is state_[i % kDegree]
  std::size_t index_ = kSeparation;             // of the oldest number, which the next one replaces
};

}  // namespace drmsim::scenarios::wsim
