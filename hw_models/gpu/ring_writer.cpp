#include "hw_models/gpu/ring_writer.h"

#include "sim/assert.h"

namespace drmsim::hw {

void RingWriter::put_qword(std::uint64_t value) {
  put(static_cast<std::uint32_t>(value));
  put(static_cast<std::uint32_t>(value >> 32));
}

void RingWriter::write(const JobPackets& packets) {
  if (packets.until) {
    execute_until(packets.job, packets.until->address, packets.until->value);
  } else {
    execute(packets.job, packets.duration_ns);
  }
  write_fence(packets.fence_address, packets.fence_number, true);
}

void RingWriter::execute(sim::JobTag job, sim::TimeNs duration_ns, std::uint32_t context) {
  put(PacketHeader::make(Opcode::execute, kExecuteDwords).bits);
  put_qword(job.bits());
  put_qword(duration_ns);
  put(context);
}

void RingWriter::execute_until(sim::JobTag job, std::uint64_t address, std::uint32_t value,
                               std::uint32_t context) {
  put(PacketHeader::make(Opcode::execute_until, kExecuteUntilDwords).bits);
  put_qword(job.bits());
  put_qword(address);
  put(value);
  put(context);
}

void RingWriter::write_fence(std::uint64_t address, std::uint32_t value, bool interrupt) {
  const std::uint32_t flags = interrupt ? kFlagInterrupt : 0;
  put(PacketHeader::make(Opcode::write_fence, kWriteFenceDwords, flags).bits);
  put_qword(address);
  put(value);
}

void RingWriter::wait_semaphore(std::uint64_t address, std::uint32_t value) {
  put(PacketHeader::make(Opcode::wait_semaphore, kSemaphoreDwords).bits);
  put_qword(address);
  put(value);
}

void RingWriter::signal_semaphore(std::uint64_t address, std::uint32_t value) {
  put(PacketHeader::make(Opcode::signal_semaphore, kSemaphoreDwords).bits);
  put_qword(address);
  put(value);
}

void RingWriter::wait_idle() {
  put(PacketHeader::make(Opcode::wait_idle, kWaitIdleDwords).bits);
}

void RingWriter::nop(std::uint32_t dwords) {
  DRMSIM_ASSERT(dwords >= kNopDwordsMin && dwords <= kPacketDwordsMax, "a packet has a length");
  put(PacketHeader::make(Opcode::nop, dwords).bits);
  for (std::uint32_t i = 1; i < dwords; ++i) put(0);
}

}  // namespace drmsim::hw
