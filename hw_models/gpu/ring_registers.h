// The register file of a ring. The offset of a register is the offset of its field.
//
// Pointers are free-running counts of dwords, modulo 2^32; the ring takes them modulo its size.
// rw: read and write; ro: read only, a write is a bus error.
#pragma once

#include <cstddef>
#include <cstdint>

namespace drmsim::hw {

struct RingRegisters {
  std::uint32_t base_lo;  // RING_BASE_LO   rw  byte address of the ring buffer; while disabled only
  std::uint32_t base_hi;  // RING_BASE_HI   rw  its upper half
  std::uint32_t size;     // RING_SIZE      rw  in dwords, a power of two; while disabled only
  std::uint32_t control;  // RING_CONTROL   rw  ring_control::enable
  std::uint32_t status;   // RING_STATUS    ro  ring_status::*, derived from the state of the ring
  std::uint32_t rptr;     // RING_RPTR      ro  the packet that the front end reads, or waits at
  std::uint32_t wptr;     // RING_WPTR      rw  doorbell: the end of the packets; starts fetching
  std::uint32_t fence;    // RING_FENCE     ro  the value that WRITE_FENCE wrote last
  std::uint32_t job_lo;   // RING_JOB_LO    ro  tag of the oldest job on the engine; 0: none
  std::uint32_t job_hi;   // RING_JOB_HI    ro  its upper half
  std::uint32_t progress;  // RING_PROGRESS ro  ns that this job has executed; 0 if it hangs
};

namespace ring_control {
inline constexpr std::uint32_t enable = 1u << 0;  // the front end fetches packets
}

namespace ring_status {
inline constexpr std::uint32_t busy = 1u << 0;  // something is in the ring or on its way down
inline constexpr std::uint32_t hung = 1u << 1;  // the oldest job, or the front end, is stuck
inline constexpr std::uint32_t wait_engine = 1u << 2;     // the engine executes something else
inline constexpr std::uint32_t wait_semaphore = 1u << 3;  // at a WAIT_SEMAPHORE
inline constexpr std::uint32_t in_reset = 1u << 4;        // a reset is under way
inline constexpr std::uint32_t error = 1u << 5;  // the fault interrupt was raised; until a reset
}  // namespace ring_status

// What every register reads as once the device has fallen off the bus.
inline constexpr std::uint32_t kLostRead = 0xffffffff;

}  // namespace drmsim::hw
