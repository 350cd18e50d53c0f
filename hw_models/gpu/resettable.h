// What a reset domain can do to a ring. Called in no CPU context, or inside the write of a command:
// nothing here may block.
#pragma once

#include <cstdint>

namespace drmsim::hw {

class Resettable {
 public:
  // A reset in two steps: everything stands still; everything in the ring is gone, the pointers are
  // 0, and the ring goes on. Returns the number of jobs that were in the ring.
  virtual void begin_reset() = 0;
  virtual std::uint32_t complete_reset() = 0;

  // Soft recovery in two steps: which job is to be killed (the oldest on the engine); kill it if it
  // is still there. What follows it in the ring goes on.
  static constexpr std::uint64_t kNoTarget = ~std::uint64_t{0};
  virtual std::uint64_t soft_recovery_target() const = 0;
  virtual void kill(std::uint64_t target) = 0;

 protected:
  ~Resettable() = default;
};

}  // namespace drmsim::hw
