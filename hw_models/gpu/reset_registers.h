// The register file of a reset domain.
//
// A command is written, takes its time, and leaves its result in RESET_STATUS. With a time of 0 it
// is over when the write returns.
#pragma once

#include <cstddef>
#include <cstdint>

namespace drmsim::hw {

struct ResetRegisters {
  std::uint32_t command;   // RESET_COMMAND   rw  starts one: reset_command()
  std::uint32_t status;    // RESET_STATUS    ro  reset_status::*
  std::uint32_t attempts;  // RESET_ATTEMPTS  ro  commands that are over, with or without effect
};

enum class ResetKind : std::uint8_t {
  none = 0,
  full = 1,           // every ring of the domain
  ring = 2,           // one ring
  soft_recovery = 3,  // kills the oldest executing job of one ring; the ring goes on behind it
};

// ring: its number in the domain; without meaning for ResetKind::full.
constexpr std::uint32_t reset_command(ResetKind kind, std::uint32_t ring = 0) {
  return static_cast<std::uint32_t>(kind) | ring << 8;
}

namespace reset_status {
inline constexpr std::uint32_t busy = 1u << 0;    // a command is being carried out
inline constexpr std::uint32_t failed = 1u << 1;  // the last command had no effect
}  // namespace reset_status

}  // namespace drmsim::hw
