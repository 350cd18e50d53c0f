// The CPU's side of a ring buffer: a driver writes packets with it, and then rings the doorbell.
//
//   writer.execute(job, duration_ns, context);
//   writer.write_fence(ring.fence_address, ++seqno, true);
//   mmio.write32(ring.registers + offsetof(RingRegisters, wptr), writer.wptr());
//
// Limits: it writes over packets that the ring has not read yet if told to; free_dwords() says.
#pragma once

#include <cstdint>
#include <optional>

#include "hw_models/gpu/packets.h"
#include "hw_models/gpu/ring_view.h"
#include "sim/names.h"
#include "sim/time.h"

namespace drmsim::hw {

// The smallest ring that holds that many jobs of dwords_per_job each.
constexpr std::uint32_t ring_size_dwords_for(std::uint32_t jobs,
                                             std::uint32_t dwords_per_job = kJobDwords) {
  std::uint32_t size_dwords = 16;
  while (size_dwords < jobs * dwords_per_job) size_dwords *= 2;
  return size_dwords;
}

// A word of GPU memory that ends a job: it executes until the word has reached the value
// (hw::reached).
struct EndWord {
  std::uint64_t address = 0;
  std::uint32_t value = 0;
};

// What a job usually is: EXECUTE, or EXECUTE_UNTIL, and WRITE_FENCE with an interrupt.
struct JobPackets {
  sim::JobTag job;
  sim::TimeNs duration_ns = 0;   // means nothing with `until`
  std::optional<EndWord> until;  // set: EXECUTE_UNTIL
  std::uint64_t fence_address = 0;
  std::uint32_t fence_number = 0;
};

class RingWriter {
 public:
  RingWriter() = default;
  RingWriter(std::uint32_t* dwords, std::uint32_t size_dwords) : ring_(dwords, size_dwords) {}

  void write(const JobPackets& packets);
  // context: free for the driver's use, e.g. the address space; the ring does not look at it.
  void execute(sim::JobTag job, sim::TimeNs duration_ns, std::uint32_t context = 0);
  // Executes until the word has reached the value.
  void execute_until(sim::JobTag job, std::uint64_t address, std::uint32_t value,
                     std::uint32_t context = 0);
  void write_fence(std::uint64_t address, std::uint32_t value, bool interrupt);
  void wait_semaphore(std::uint64_t address, std::uint32_t value);
  void signal_semaphore(std::uint64_t address, std::uint32_t value);
  void wait_idle();
  void nop(std::uint32_t dwords = kNopDwordsMin);
  void raw(std::uint32_t dword) { put(dword); }

  // What RING_WPTR is to be set to: a free-running count of dwords, modulo 2^32.
  std::uint32_t wptr() const { return wptr_; }
  // Space that the ring has read, given RING_RPTR.
  std::uint32_t free_dwords(std::uint32_t rptr) const {
    return ring_.size_dwords() - (wptr_ - rptr);
  }
  // After a reset the ring begins again at wptr.
  void restart(std::uint32_t wptr = 0) { wptr_ = wptr; }

 private:
  void put(std::uint32_t dword) { ring_[wptr_++] = dword; }
  void put_qword(std::uint64_t value);

  RingView ring_;
  std::uint32_t wptr_ = 0;
};

}  // namespace drmsim::hw
