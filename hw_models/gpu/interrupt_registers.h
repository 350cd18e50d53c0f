// The register file of the interrupt controller. Source n is bit n % 32 of word n / 32.
//
// Enabling and disabling are separate registers, so that drivers that share the controller need no
// lock.
#pragma once

#include <cstddef>
#include <cstdint>

namespace drmsim::hw {

inline constexpr std::uint32_t kInterruptSourcesMax = 4096;  // 1,024 rings, their domains

struct InterruptRegisters {
  static constexpr std::uint32_t kWords = kInterruptSourcesMax / 32;
  std::uint32_t pending[kWords];  // IRQ_PENDING  ro  arrived while disabled; delivered when enabled
  std::uint32_t enable[kWords];   // IRQ_ENABLE   rw  reads the mask; ones written enable
  std::uint32_t disable[kWords];  // IRQ_DISABLE  rw  reads the mask; ones written disable
};

constexpr std::uint32_t interrupt_word_offset(std::uint32_t source) {
  return source / 32 * sizeof(std::uint32_t);
}
constexpr std::uint32_t interrupt_bit(std::uint32_t source) {
  return 1u << source % 32;
}

}  // namespace drmsim::hw
