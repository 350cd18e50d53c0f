#include "scenarios/drivers/common/ring_port.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "hw_models/gpu/interrupt_registers.h"
#include "hw_models/gpu/ring_registers.h"
#include "scenarios/drivers/common/driver_job.h"

namespace drmsim::scenarios {
namespace {

constexpr sim::TimeNs kResetPollNs = 1'000;
constexpr sim::TimeNs kResetGiveUpNs = 10'000'000'000;

}  // namespace

RingPort::RingPort(const DriverContext& context)
    : world_(context.world),
      api_(context.api),
      device_(context.device),
      mmio_(context.mmio),
      ring_index_(context.ring_index),
      name_(context.world.intern(context.ring.name)),
      resources_(context.device.resources(context.ring_index)),
      writer_(resources_.buffer, resources_.size_dwords),
      packets_max_(std::max(context.ring.slots, context.ring.scheduler.credit_limit)) {}

void RingPort::request_interrupts(const std::function<void()>& fence, std::function<void()> error,
                                  bool error_thread) {
  for (sim::IrqLine* line : resources_.fence_irqs) line->request(fence);
  resources_.error_irq->request(std::move(error), error_thread);
}

void RingPort::disable_interrupts() {
  for (sim::IrqLine* line : resources_.fence_irqs) line->disable();
  resources_.error_irq->disable();
}

void RingPort::synchronize_interrupts() {
  for (sim::IrqLine* line : resources_.fence_irqs) line->synchronize();
  resources_.error_irq->synchronize();
}

void RingPort::write_mask(std::size_t interrupt_register, std::uint32_t source) {
  mmio_.write32(
      resources_.interrupt_registers + interrupt_register + hw::interrupt_word_offset(source),
      hw::interrupt_bit(source));
}

void RingPort::quiet_interrupts() {
  mask_fence_interrupt();
  mask_error_interrupt();
  synchronize_interrupts();
}

void RingPort::mask_fence_interrupt() {
  write_mask(offsetof(hw::InterruptRegisters, disable), resources_.fence_source);
}

void RingPort::unmask_fence_interrupt() {
  write_mask(offsetof(hw::InterruptRegisters, enable), resources_.fence_source);
}

void RingPort::mask_error_interrupt() {
  write_mask(offsetof(hw::InterruptRegisters, disable), resources_.error_source);
}

void RingPort::unmask_error_interrupt() {
  write_mask(offsetof(hw::InterruptRegisters, enable), resources_.error_source);
}

void RingPort::log_attempt(const DriverJob& job, drm::Scheduler& scheduler) {
  world_.log().emit(sim::EventKind::run_job, job.tag(), name_, job.attempts,
                    api_.credit_count(scheduler), api_.queued_behind(job.job()));
}

void RingPort::write_job(const DriverJob& job, std::uint32_t fence_number,
                         drm::Scheduler& scheduler) {
  log_attempt(job, scheduler);
  write({job.tag(), job.duration_ns, job.until, resources_.fence_address, fence_number});
}

void RingPort::submit(sim::JobTag job, sim::TimeNs duration_ns, std::uint32_t fence_number) {
  write({job, duration_ns, std::nullopt, resources_.fence_address, fence_number});
  ring_doorbell();
}

void RingPort::write(const hw::JobPackets& packets) {
  if (packets_.size() < packets_max_) {  // for write_again()
    packets_.push_back(packets);
  } else {
    packets_[next_packet_] = packets;
    next_packet_ = (next_packet_ + 1) % packets_max_;
  }
  writer_.write(packets);
}

void RingPort::power_off() {
  device_.inject(ring_index_, hw::RingFault::power_off);
}

bool RingPort::write_again() {
  writer_.restart();
  for (std::size_t i = 0; i < packets_.size(); ++i) {
    const hw::JobPackets& packets = packets_[(next_packet_ + i) % packets_.size()];
    // Signed distance: numbers wrap around.
    if (static_cast<std::int32_t>(packets.fence_number - written_fence()) > 0) {
      writer_.write(packets);
    }
  }
  return writer_.wptr() > 0;
}

void RingPort::ring_doorbell() {
  mmio_.write32(resources_.registers + offsetof(hw::RingRegisters, wptr), writer_.wptr());
}

void RingPort::set_written_fence(std::uint32_t number) {
  device_.memory().write32(resources_.fence_address, number);
}

std::uint32_t RingPort::read(std::size_t ring_register) {
  return mmio_.read32(resources_.registers + ring_register);
}

bool RingPort::lost() {
  return read(offsetof(hw::RingRegisters, status)) == hw::kLostRead;
}

sim::JobTag RingPort::executing_job() {
  const std::uint64_t low = read(offsetof(hw::RingRegisters, job_lo));
  const std::uint64_t high = read(offsetof(hw::RingRegisters, job_hi));
  return sim::JobTag::from_bits(low | high << 32);
}

bool RingPort::reports_error() {
  return (read(offsetof(hw::RingRegisters, status)) & hw::ring_status::error) != 0;
}

std::uint32_t RingPort::progress() {
  return read(offsetof(hw::RingRegisters, progress));
}

void RingPort::enable_ring() {
  mmio_.write32(resources_.registers + offsetof(hw::RingRegisters, control),
                hw::ring_control::enable);
}

void RingPort::disable_ring() {
  mmio_.write32(resources_.registers + offsetof(hw::RingRegisters, control), 0);
}

bool RingPort::command(hw::ResetKind kind) {
  const std::uint64_t status = resources_.reset_registers + offsetof(hw::ResetRegisters, status);
  mmio_.write32(resources_.reset_registers + offsetof(hw::ResetRegisters, command),
                hw::reset_command(kind, resources_.reset_ring));
  std::uint32_t value = 0;
  const auto is_over = [&] {
    value = mmio_.read32(status);
    return value == hw::kLostRead || (value & hw::reset_status::busy) == 0;
  };
  world_.cpu().poll(kResetPollNs, world_.now() + kResetGiveUpNs, is_over, "reset");
  return value != hw::kLostRead &&
         (value & (hw::reset_status::busy | hw::reset_status::failed)) == 0;
}

bool RingPort::reset_ring() {
  return command(hw::ResetKind::ring);
}

bool RingPort::reset_domain() {
  return command(hw::ResetKind::full);
}

}  // namespace drmsim::scenarios
