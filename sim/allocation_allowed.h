// For code that is known to allocate where fences forbid it (see SignallingSection): as long as
// this lives, its context counts as outside of any such section. Nothing else changes.
#pragma once

#include "sim/context.h"
#include "sim/cpu.h"

namespace drmsim::sim {

class AllocationAllowed {
 public:
  explicit AllocationAllowed(Cpu& cpu) : context_(cpu.current()) {
    if (context_ != nullptr) ++context_->allocation_allowed_;
  }
  ~AllocationAllowed() {
    if (context_ != nullptr) --context_->allocation_allowed_;
  }
  AllocationAllowed(const AllocationAllowed&) = delete;
  AllocationAllowed& operator=(const AllocationAllowed&) = delete;

 private:
  Context* context_;
};

}  // namespace drmsim::sim
