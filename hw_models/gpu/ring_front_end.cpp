// The front end of a ring: doorbell, packets, and what it waits for.
#include <fmt/format.h>

#include "hw_models/gpu/ring.h"
#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {

void Ring::misuse(std::string_view what, sim::Where where) const {
  world_.hazards().report(sim::HazardKind::hardware_misuse, where, "ring",
                          fmt::format("ring {}: {}", world_.names().text(display_name_), what));
}

void Ring::control(std::uint32_t value) {
  const bool was_enabled = enabled();
  regs_.control = value & ring_control::enable;
  if (!enabled() || was_enabled) return;
  const std::uint64_t base = regs_.base_lo | std::uint64_t{regs_.base_hi} << 32;
  const std::uint32_t size = regs_.size;
  const bool power_of_two = size != 0 && (size & (size - 1)) == 0;
  if (!power_of_two || !wiring_.memory.contains(base, size * sizeof(std::uint32_t))) {
    regs_.control = 0;
    return misuse("enabled with a base or size that is no ring buffer");
  }
  buffer_ = RingView(wiring_.memory.direct(base), size);
  fetch();
}

void Ring::doorbell(std::uint32_t wptr) {
  if (front_end_ == FrontEnd::lost) return;
  if (front_end_ == FrontEnd::in_reset) return misuse("doorbell in a reset; nothing comes of it");
  if (!enabled()) return misuse("doorbell while disabled; nothing comes of it");
  if (wptr - regs_.rptr > regs_.size) {
    return misuse(fmt::format("doorbell beyond the ring: RPTR {} WPTR {} size {}", regs_.rptr, wptr,
                              regs_.size));
  }
  if (!wiring_.faults.empty()) count_attempts(regs_.wptr, wptr);
  regs_.wptr = wptr;
  fetch();
}

void Ring::count_attempts(std::uint32_t from, std::uint32_t to) {
  while (from != to) {
    const PacketHeader header{buffer_[from]};
    if (!well_formed(header) || header.dwords() > to - from) return;
    if (is_job(header)) {
      wiring_.faults.count_attempt(sim::JobTag::from_bits(buffer_.qword(from + 1)));
    }
    from += header.dwords();
  }
}

void Ring::fetch() {
  while (front_end_ == FrontEnd::running && regs_.rptr != regs_.wptr && enabled()) {
    const PacketHeader header{buffer_[regs_.rptr]};
    if (!well_formed(header) || header.dwords() > regs_.wptr - regs_.rptr) {
      return illegal_packet(header);
    }
    if (!carry_out(header)) return;
    regs_.rptr += header.dwords();
  }
}

bool Ring::carry_out(PacketHeader header) {
  switch (header.opcode()) {
    case Opcode::nop:
      return true;
    case Opcode::execute:
    case Opcode::execute_until:
      return execute(header);
    case Opcode::write_fence:
      push_write(PipeEntry::Kind::write_fence, header.interrupt());
      return true;
    case Opcode::wait_semaphore:
      return wait_semaphore();
    case Opcode::signal_semaphore:
      push_write(PipeEntry::Kind::signal_semaphore, false);
      return true;
    case Opcode::wait_idle:
      return wait_idle();
  }
  DRMSIM_ASSERT(false, "the packet is well formed");
  return false;
}

// Of the EXECUTE_UNTIL under RPTR; nothing if its address is wrong.
EndCondition Ring::end_condition() const {
  const std::uint64_t address = buffer_.qword(regs_.rptr + 3);
  if (!wiring_.memory.contains(address, sizeof(std::uint32_t))) return {};
  return {&wiring_.memory, address, buffer_[regs_.rptr + 5]};
}

bool Ring::execute(PacketHeader header) {
  const auto job = sim::JobTag::from_bits(buffer_.qword(regs_.rptr + 1));
  if (!world_.names().knows(job)) {  // somebody has written over the packet
    illegal_packet(header);
    return false;
  }
  const bool timed = header.opcode() == Opcode::execute;
  last_faults_ = wiring_.faults.strike(job, timed ? buffer_.qword(regs_.rptr + 3) : 0);

  Execution execution;
  execution.cookie = pipe_.next_cookie();
  execution.duration_ns = last_faults_.duration_ns;
  execution.hangs = last_faults_.hangs;
  if (!timed && !execution.hangs) execution.until = end_condition();
  execution.fault_interrupt_ns = last_faults_.fault_interrupt_ns;
  if (!wiring_.engine.start(engine_client_, execution)) {
    front_end_ = FrontEnd::wait_engine;
    return false;
  }
  if (!timed && !execution.hangs && execution.until.memory == nullptr) {
    misuse("EXECUTE_UNTIL with an address where no memory is; it ends at once");
  }
  pipe_.push(PipeEntry::Kind::execute).job = job;
  world_.log().emit(sim::EventKind::hw_start, job, display_name_,
                    last_faults_.hangs ? "hang" : static_cast<const char*>(nullptr));
  if (last_faults_.spurious_interrupt_ns != sim::kForever) {
    wiring_.interrupts.raise_late(wiring_.fence_source, last_faults_.spurious_interrupt_ns);
  }
  return true;
}

// A fence or a semaphore signal: both write a value to memory when their turn comes.
void Ring::push_write(PipeEntry::Kind kind, bool interrupt) {
  PipeEntry& entry = pipe_.push(kind);
  entry.address = buffer_.qword(regs_.rptr + 1);
  entry.value = buffer_[regs_.rptr + 3];
  entry.interrupt = interrupt;
  entry.lost_interrupt = last_faults_.lost_interrupt;
  entry.late_interrupt_ns = last_faults_.late_interrupt_ns;
  retire();
}

bool Ring::wait_semaphore() {
  const std::uint64_t address = buffer_.qword(regs_.rptr + 1);
  if (!wiring_.memory.contains(address, sizeof(std::uint32_t))) {
    misuse(fmt::format("WAIT_SEMAPHORE at {:#x}, where no memory is", address));
    return true;
  }
  if (reached(wiring_.memory.read32(address), buffer_[regs_.rptr + 3])) return true;
  front_end_ = FrontEnd::wait_semaphore;
  wiring_.memory.watch(address, *this);
  return false;
}

bool Ring::wait_idle() {
  if (pipe_.empty()) return true;
  front_end_ = FrontEnd::wait_idle;
  return false;
}

void Ring::illegal_packet(PacketHeader header) {
  misuse(fmt::format("illegal packet {:#010x} at RPTR {}", header.bits, regs_.rptr));
  stop_front_end(FrontEnd::hung);
  report_error("illegal_packet");
}

void Ring::resume() {
  front_end_ = FrontEnd::running;
  fetch();
}

void Ring::stop_front_end(FrontEnd why) {
  wiring_.engine.withdraw(engine_client_);
  wiring_.memory.unwatch(*this);
  semaphore_poll_.cancel();
  front_end_ = why;
}

}  // namespace drmsim::hw
