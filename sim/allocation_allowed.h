// For code that is known to allocate where fences forbid it (see SignallingSection): as long as
// this lives, its context counts as outside of any such section. Nothing else changes.
#pragma once

#include <utility>

#include "sim/context.h"
#include "sim/cpu.h"

namespace drmsim::sim {

class AllocationAllowed {
 public:
  explicit AllocationAllowed(Cpu& cpu) : context_(cpu.current()) {
    if (context_ != nullptr) depth_ = std::exchange(context_->signalling_depth_, 0);
  }
  ~AllocationAllowed() {
    if (context_ != nullptr) context_->signalling_depth_ = depth_;
  }
  AllocationAllowed(const AllocationAllowed&) = delete;
  AllocationAllowed& operator=(const AllocationAllowed&) = delete;

 private:
  Context* context_;
  int depth_ = 0;
};

}  // namespace drmsim::sim
