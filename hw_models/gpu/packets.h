// What a ring can be told to do: the packets of the command stream.
//
// Intuition: the ring is a tape of orders; the front end reads them one after the other. Mechanism:
// every packet begins with a header dword: bits 7..0 opcode, 15..8 length in dwords with the
// header, 16 and up flags. 64-bit values take two dwords, the low half first. Packets may wrap
// around the end of the ring.
// Source: the shape of AMD's PM4 stream (INDIRECT_BUFFER, RELEASE_MEM, WAIT_REG_MEM), reduced to
// what a scheduler can observe. Zeroed memory is not a packet: opcode 0 is illegal.
#pragma once

#include <cstdint>

namespace drmsim::hw {

enum class Opcode : std::uint8_t {
  nop = 0x10,               // padding; any length
  execute = 0x3f,           // job tag lo, hi; duration in ns lo, hi; context id
  execute_until = 0x40,     // job tag lo, hi; address lo, hi; value; context id. See below
  write_fence = 0x49,       // address lo, hi; value. At the end of the pipe, see below
  wait_semaphore = 0x3c,    // address lo, hi; value. The front end waits for memory >= value
  signal_semaphore = 0x37,  // address lo, hi; value. At the end of the pipe
  wait_idle = 0x46,         // the front end waits until all before it has left the pipe
};

// EXECUTE occupies an engine; the front end reads on meanwhile. EXECUTE_UNTIL does so until memory
// >= value: work that polls a word to learn that it is to end. What follows is said of both.
// WRITE_FENCE and SIGNAL_SEMAPHORE travel down the pipe behind the EXECUTEs before them and take
// effect when these have completed, in order.
inline constexpr std::uint32_t kNopDwordsMin = 1;
inline constexpr std::uint32_t kExecuteDwords = 6;
inline constexpr std::uint32_t kExecuteUntilDwords = 7;
inline constexpr std::uint32_t kWriteFenceDwords = 4;
inline constexpr std::uint32_t kSemaphoreDwords = 4;  // of WAIT_SEMAPHORE and SIGNAL_SEMAPHORE
inline constexpr std::uint32_t kWaitIdleDwords = 1;
inline constexpr std::uint32_t kPacketDwordsMax = 255;

// EXECUTE and WRITE_FENCE: what a job takes without semaphores.
inline constexpr std::uint32_t kJobDwords = kExecuteDwords + kWriteFenceDwords;

inline constexpr std::uint32_t kFlagInterrupt = 1u << 16;  // WRITE_FENCE: raise the interrupt, too

struct PacketHeader {
  std::uint32_t bits = 0;

  static constexpr PacketHeader make(Opcode opcode, std::uint32_t dwords, std::uint32_t flags = 0) {
    return PacketHeader{static_cast<std::uint32_t>(opcode) | dwords << 8 | flags};
  }
  constexpr Opcode opcode() const { return static_cast<Opcode>(bits & 0xff); }
  constexpr std::uint32_t dwords() const { return bits >> 8 & 0xff; }
  constexpr bool interrupt() const { return (bits & kFlagInterrupt) != 0; }
};

// True if the opcode exists and the length fits it.
constexpr bool well_formed(PacketHeader header) {
  switch (header.opcode()) {
    case Opcode::nop:
      return header.dwords() >= kNopDwordsMin;
    case Opcode::execute:
      return header.dwords() == kExecuteDwords;
    case Opcode::execute_until:
      return header.dwords() == kExecuteUntilDwords;
    case Opcode::write_fence:
      return header.dwords() == kWriteFenceDwords;
    case Opcode::wait_semaphore:
    case Opcode::signal_semaphore:
      return header.dwords() == kSemaphoreDwords;
    case Opcode::wait_idle:
      return header.dwords() == kWaitIdleDwords;
  }
  return false;
}

constexpr bool is_job(PacketHeader header) {
  return header.opcode() == Opcode::execute || header.opcode() == Opcode::execute_until;
}

// Values of semaphores and fences are compared modulo 2^32, so that they may wrap around.
constexpr bool reached(std::uint32_t memory, std::uint32_t value) {
  return static_cast<std::int32_t>(memory - value) >= 0;
}

}  // namespace drmsim::hw
