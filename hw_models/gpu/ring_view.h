// The dwords of a ring buffer, addressed by a free-running index that wraps around.
#pragma once

#include <cstdint>

#include "sim/assert.h"

namespace drmsim::hw {

class RingView {
 public:
  RingView() = default;
  // The dwords stay the caller's. size_dwords is a power of two.
  RingView(std::uint32_t* dwords, std::uint32_t size_dwords)
      : dwords_(dwords), size_dwords_(size_dwords) {
    DRMSIM_ASSERT(size_dwords != 0 && (size_dwords & (size_dwords - 1)) == 0,
                  "the size of a ring is a power of two");
  }

  std::uint32_t size_dwords() const { return size_dwords_; }
  std::uint32_t& operator[](std::uint32_t index) { return dwords_[index & (size_dwords_ - 1)]; }
  std::uint32_t operator[](std::uint32_t index) const {
    return dwords_[index & (size_dwords_ - 1)];
  }
  std::uint64_t qword(std::uint32_t index) const {
    return (*this)[index] | static_cast<std::uint64_t>((*this)[index + 1]) << 32;
  }

 private:
  std::uint32_t* dwords_ = nullptr;
  std::uint32_t size_dwords_ = 0;
};

}  // namespace drmsim::hw
