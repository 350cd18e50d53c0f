// Register access as a driver sees it: readl() and writel().
//
// An access is a schedule point (Point::mmio), is executed at once, and may be made in any context.
// An access that the bus refuses (no such register, a write to a read-only one) is a
// hardware_misuse hazard; the read then returns all ones, as a real bus does.
#pragma once

#include <cstdint>

#include "sim/where.h"

namespace drmsim::hw {

class Mmio {
 public:
  virtual std::uint32_t read32(std::uint64_t address, sim::Where where = sim::Where::here()) = 0;
  virtual void write32(std::uint64_t address, std::uint32_t value,
                       sim::Where where = sim::Where::here()) = 0;

 protected:
  ~Mmio() = default;
};

}  // namespace drmsim::hw
