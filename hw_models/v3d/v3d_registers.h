// The registers of the V3D model: those of a VideoCore VI (V3D 4.2) that scheduling a queue takes.
//
// Numbers are the hardware's, so that a kernel driver finds what it expects; three apertures follow
// each other on the bus: the core's, the hub's, and that of the bridge which resets both. Reading
// has no side effects. Registers that are not listed read as 0 and ignore what is written: caches,
// memory protection, performance counters and the texture unit do nothing here.
#pragma once

#include <cstdint>

namespace drmsim::hw {

// Where the apertures begin. Not the hardware's: there each has a range of its own.
struct V3dApertures {
  static constexpr std::uint64_t kCore = 0x0000;
  static constexpr std::uint64_t kHub = 0x1000;
  static constexpr std::uint64_t kBridge = 0x2000;
  static constexpr std::uint64_t kBytes = 0x1000;  // of each
};

// Interrupts. Six registers that the core and the hub have at the same places. The line to the CPU
// is raised when a bit is set that is not masked, and when a set bit is unmasked.
struct V3dInterrupts {
  static constexpr std::uint32_t kStatus = 0x50;      // INT_STS      ro  what has happened
  static constexpr std::uint32_t kSet = 0x54;         // INT_SET      wo  ones set bits of INT_STS
  static constexpr std::uint32_t kClear = 0x58;       // INT_CLR      wo  ones clear bits of INT_STS
  static constexpr std::uint32_t kMaskStatus = 0x5c;  // INT_MSK_STS  ro  ones are masked
  static constexpr std::uint32_t kMaskSet = 0x60;     // INT_MSK_SET  wo  ones mask
  static constexpr std::uint32_t kMaskClear = 0x64;   // INT_MSK_CLR  wo  ones unmask
};

// Bits of the core's INT_STS.
struct V3dCoreInterrupt {
  static constexpr std::uint32_t kRenderDone = 1u << 0;  // FRDONE: thread 1 is at its end
  static constexpr std::uint32_t kBinDone = 1u << 1;     // FLDONE: thread 0 is at its end
};

// Control list threads: 0 bins, 1 renders. Register of thread n: the one of thread 0, plus 4 n.
struct V3dThread {
  static constexpr std::uint32_t kCount = 2;
  static constexpr std::uint32_t kStatus = 0x100;   // CTnCS   ro  kRunning while it executes
  static constexpr std::uint32_t kEnd = 0x108;      // CTnEA   ro  where its list ends
  static constexpr std::uint32_t kCurrent = 0x110;  // CTnCA   ro  where it is: grows as it executes
  static constexpr std::uint32_t kReturn = 0x118;   // CTnRA   ro  of a branch; always 0 here
  static constexpr std::uint32_t kQueueBase = 0x160;  // CTnQBA  rw  where the next list begins
  static constexpr std::uint32_t kQueueEnd = 0x168;   // CTnQEA  rw  and ends: writing starts it
  static constexpr std::uint32_t kRunning = 1u << 5;  // of CTnCS: CTRUN
};

// The bridge.
struct V3dBridge {
  static constexpr std::uint32_t kRevision = 0x0;      // REVISION   ro  major version 7 in 15..8
  static constexpr std::uint32_t kSoftwareInit = 0xc;  // SW_INIT_1  rw  bit 0: hold in reset
  static constexpr std::uint32_t kRevisionValue = 7u << 8;
};

}  // namespace drmsim::hw
