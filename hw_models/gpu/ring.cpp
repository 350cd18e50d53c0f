#include "hw_models/gpu/ring.h"

#include <fmt/format.h>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {

Ring::Ring(sc_core::sc_module_name name, sim::World& world, std::string_view display_name,
           const RingWiring& wiring)
    : sc_module(name),
      world_(world),
      display_name_(world.intern(display_name)),
      wiring_(wiring),
      engine_client_(wiring.engine.attach(*this)),
      semaphore_poll_(wiring.delays, [this] { resume(); }) {}

// The engine has a slot for the EXECUTE that the front end waits at.
void Ring::slot_granted() {
  DRMSIM_ASSERT(front_end_ == FrontEnd::wait_engine, "only a ring that waits is granted a slot");
  resume();
}

void Ring::execution_ended(std::uint32_t cookie) {
  DRMSIM_ASSERT(pipe_.contains(cookie), "what executes is in the pipe");
  PipeEntry& entry = pipe_.at(cookie);
  entry.ended = true;
  world_.log().emit(entry.killed ? sim::EventKind::hw_kill : sim::EventKind::hw_done, entry.job,
                    display_name_);
  retire();
  if (front_end_ == FrontEnd::wait_idle && pipe_.empty()) resume();
}

void Ring::execution_faulted(std::uint32_t) {
  report_error("fault_interrupt");
}

// Looking again takes an event of its own, so that rings that wait for one word go on in order.
void Ring::memory_written() {
  wiring_.memory.unwatch(*this);
  semaphore_poll_.arm_after(0);
}

void Ring::retire() {
  while (!pipe_.empty()) {
    const PipeEntry& entry = pipe_.front();
    if (entry.kind == PipeEntry::Kind::execute) {
      if (!entry.ended) return;
    } else {
      write_memory(entry.address, entry.value);
      if (entry.kind == PipeEntry::Kind::write_fence) regs_.fence = entry.value;
      if (entry.interrupt) raise_fence_interrupt(entry);
    }
    pipe_.pop();
  }
}

void Ring::write_memory(std::uint64_t address, std::uint32_t value) {
  if (wiring_.memory.contains(address, sizeof value)) {
    wiring_.memory.write32(address, value);
  } else {
    misuse(fmt::format("write of {} to {:#x}, where no memory is", value, address));
  }
}

void Ring::raise_fence_interrupt(const PipeEntry& fence) {
  if (fence.lost_interrupt) {
    wiring_.interrupts.lose(wiring_.fence_source);
  } else if (fence.late_interrupt_ns > 0) {
    wiring_.interrupts.raise_late(wiring_.fence_source, fence.late_interrupt_ns);
  } else {
    wiring_.interrupts.raise(wiring_.fence_source);
  }
}

void Ring::report_error(const char* fault) {
  error_ = true;
  world_.log().emit(sim::EventKind::hw_fault, display_name_, fault);
  wiring_.interrupts.raise(wiring_.error_source);
}

std::uint64_t Ring::executing_job() const {
  const std::uint32_t oldest = oldest_executing();
  return pipe_.contains(oldest) ? pipe_.at(oldest).job.bits() : 0;
}

bool Ring::read_register(std::uint32_t offset, std::uint32_t& value) const {
  switch (offset) {
    case offsetof(RingRegisters, base_lo):
      value = regs_.base_lo;
      return true;
    case offsetof(RingRegisters, base_hi):
      value = regs_.base_hi;
      return true;
    case offsetof(RingRegisters, size):
      value = regs_.size;
      return true;
    case offsetof(RingRegisters, control):
      value = regs_.control;
      return true;
    case offsetof(RingRegisters, status):
      value = status();
      return true;
    case offsetof(RingRegisters, rptr):
      value = regs_.rptr;
      return true;
    case offsetof(RingRegisters, wptr):
      value = regs_.wptr;
      return true;
    case offsetof(RingRegisters, fence):
      value = regs_.fence;
      return true;
    case offsetof(RingRegisters, job_lo):
      value = static_cast<std::uint32_t>(executing_job());
      return true;
    case offsetof(RingRegisters, job_hi):
      value = static_cast<std::uint32_t>(executing_job() >> 32);
      return true;
    case offsetof(RingRegisters, progress):
      value = static_cast<std::uint32_t>(
          wiring_.engine.progress_ns(engine_client_, oldest_executing()));
      return true;
    default:
      return false;
  }
}

bool Ring::write_register(std::uint32_t offset, std::uint32_t value) {
  switch (offset) {
    case offsetof(RingRegisters, wptr):
      doorbell(value);
      return true;
    case offsetof(RingRegisters, control):
      control(value);
      return true;
    case offsetof(RingRegisters, base_lo):
    case offsetof(RingRegisters, base_hi):
    case offsetof(RingRegisters, size):
      if (enabled()) {
        misuse("base or size written while enabled");
      } else if (offset == offsetof(RingRegisters, base_lo)) {
        regs_.base_lo = value;
      } else if (offset == offsetof(RingRegisters, base_hi)) {
        regs_.base_hi = value;
      } else {
        regs_.size = value;
      }
      return true;
    default:
      return false;
  }
}

std::uint32_t Ring::status() const {
  std::uint32_t bits = 0;
  if (!pipe_.empty() || regs_.rptr != regs_.wptr) bits |= ring_status::busy;
  if (front_end_ == FrontEnd::hung || wiring_.engine.stuck(engine_client_, oldest_executing())) {
    bits |= ring_status::hung;
  }
  if (front_end_ == FrontEnd::wait_engine) bits |= ring_status::wait_engine;
  if (front_end_ == FrontEnd::wait_semaphore) bits |= ring_status::wait_semaphore;
  if (front_end_ == FrontEnd::in_reset) bits |= ring_status::in_reset;
  if (error_) bits |= ring_status::error;
  return bits;
}

std::uint32_t Ring::oldest_executing() const {
  std::uint32_t cookie = pipe_.begin_cookie();
  while (pipe_.contains(cookie)) {
    const PipeEntry& entry = pipe_.at(cookie);
    if (entry.kind == PipeEntry::Kind::execute && !entry.ended) break;
    ++cookie;
  }
  return cookie;
}

std::uint32_t Ring::jobs_in_ring() const {
  std::uint32_t jobs = 0;
  for (std::uint32_t cookie = pipe_.begin_cookie(); pipe_.contains(cookie); ++cookie) {
    if (pipe_.at(cookie).kind == PipeEntry::Kind::execute) ++jobs;
  }
  for (std::uint32_t at = regs_.rptr; at != regs_.wptr;) {
    const PacketHeader header{buffer_[at]};
    if (!well_formed(header) || header.dwords() > regs_.wptr - at) break;
    if (is_job(header)) ++jobs;
    at += header.dwords();
  }
  return jobs;
}

void Ring::begin_reset() {
  if (front_end_ == FrontEnd::lost) return;
  stop_front_end(FrontEnd::in_reset);
  wiring_.engine.freeze(engine_client_);
}

std::uint32_t Ring::complete_reset() {
  if (front_end_ == FrontEnd::lost) return 0;
  DRMSIM_ASSERT(front_end_ == FrontEnd::in_reset, "a reset begins before it completes");
  const std::uint32_t dropped = jobs_in_ring();
  pipe_.clear();
  regs_.rptr = regs_.wptr = 0;
  error_ = false;
  last_faults_ = {};
  front_end_ = FrontEnd::running;
  world_.log().emit(sim::EventKind::hw_reset, display_name_, dropped);
  wiring_.engine.drop(engine_client_);
  return dropped;
}

std::uint64_t Ring::soft_recovery_target() const {
  const std::uint32_t cookie = oldest_executing();
  return pipe_.contains(cookie) ? cookie : kNoTarget;
}

void Ring::kill(std::uint64_t target) {
  const auto cookie = static_cast<std::uint32_t>(target);
  if (target == kNoTarget || !pipe_.contains(cookie) ||
      !wiring_.engine.executing(engine_client_, cookie)) {
    return;
  }
  pipe_.at(cookie).killed = true;
  wiring_.engine.kill(engine_client_, cookie);
}

void Ring::inject(RingFault fault) {
  if (front_end_ == FrontEnd::lost) return;
  switch (fault) {
    case RingFault::spurious_interrupt:
      world_.log().emit(sim::EventKind::hw_fault, display_name_, "spurious_interrupt");
      wiring_.interrupts.raise(wiring_.fence_source);
      break;
    case RingFault::fault_interrupt:
      report_error("fault_interrupt");
      break;
    case RingFault::front_end_hang:
      world_.log().emit(sim::EventKind::hw_fault, display_name_, "front_end_hang");
      if (front_end_ != FrontEnd::in_reset) stop_front_end(FrontEnd::hung);
      break;
    case RingFault::power_off:
      world_.log().emit(sim::EventKind::hw_fault, display_name_, "power_off");
      begin_reset();
      complete_reset();
      break;
  }
}

void Ring::lose_device() {
  stop_front_end(FrontEnd::lost);
  wiring_.engine.freeze(engine_client_);
}

}  // namespace drmsim::hw
