#include "hw_models/gpu/reset_domain.h"

#include <fmt/format.h>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {

ResetDomain::ResetDomain(sc_core::sc_module_name name, sim::World& world, DelayLine& delays,
                         const ResetDomainConfig& config)
    : sc_module(name), world_(world), config_(config), end_(delays, [this] {
        finish();
        if (interrupts_ != nullptr) interrupts_->raise(interrupt_source_);
      }) {}

std::uint32_t ResetDomain::add_ring(Resettable& ring) {
  rings_.push_back(&ring);
  return static_cast<std::uint32_t>(rings_.size() - 1);
}

void ResetDomain::set_interrupt(InterruptController& controller, std::uint32_t source) {
  interrupts_ = &controller;
  interrupt_source_ = source;
}

void ResetDomain::lose_device() {
  end_.cancel();
}

const ResetBehaviour& ResetDomain::behaviour(ResetKind kind) const {
  switch (kind) {
    case ResetKind::full:
      return config_.full;
    case ResetKind::ring:
      return config_.ring;
    case ResetKind::soft_recovery:
      return config_.soft_recovery;
    case ResetKind::none:
      break;
  }
  DRMSIM_ASSERT(false, "the command was decoded");
  return config_.full;
}

bool ResetDomain::decode(std::uint32_t bits, Command& command) const {
  const std::uint32_t ring = bits >> 8;
  command.bits = bits;
  command.kind = static_cast<ResetKind>(bits & 0xff);
  switch (command.kind) {
    case ResetKind::full:
      command.end_ring = static_cast<std::uint32_t>(rings_.size());
      return true;
    case ResetKind::ring:
    case ResetKind::soft_recovery:
      command.first_ring = ring;
      command.end_ring = ring + 1;
      return ring < rings_.size();
    case ResetKind::none:
      break;
  }
  return false;
}

void ResetDomain::start(std::uint32_t bits) {
  Command command;
  if (busy_ || !decode(bits, command)) {
    world_.hazards().report(
        sim::HazardKind::hardware_misuse, sim::Where::here(),
        busy_ ? "busy reset domain" : "reset command",
        fmt::format("reset command {:#x} {}", bits,
                    busy_ ? "while another is being carried out" : "does not exist"));
    return;
  }
  const ResetBehaviour& how = behaviour(command.kind);
  std::uint32_t& attempts = attempts_[static_cast<std::size_t>(command.kind)];
  command.fails = ++attempts <= how.fails;
  if (command.kind == ResetKind::soft_recovery) {
    command.target = rings_[command.first_ring]->soft_recovery_target();
  } else if (!command.fails) {
    for (auto i = command.first_ring; i < command.end_ring; ++i) rings_[i]->begin_reset();
  }
  command_ = command;
  busy_ = true;
  if (how.time_ns == 0) {
    finish();
  } else {
    end_.arm_after(how.time_ns);
  }
}

void ResetDomain::finish() {
  busy_ = false;
  if (!command_.fails) carry_out();
}

void ResetDomain::carry_out() {
  if (command_.kind == ResetKind::soft_recovery) {
    rings_[command_.first_ring]->kill(command_.target);
    return;
  }
  for (auto i = command_.first_ring; i < command_.end_ring; ++i) rings_[i]->complete_reset();
}

bool ResetDomain::read_register(std::uint32_t offset, std::uint32_t& value) const {
  switch (offset) {
    case offsetof(ResetRegisters, command):
      value = command_.bits;
      return true;
    case offsetof(ResetRegisters, status):
      value = busy_ ? reset_status::busy : command_.fails ? reset_status::failed : 0;
      return true;
    case offsetof(ResetRegisters, attempts):
      value = attempts_[1] + attempts_[2] + attempts_[3] - (busy_ ? 1 : 0);
      return true;
    default:
      return false;
  }
}

bool ResetDomain::write_register(std::uint32_t offset, std::uint32_t value) {
  if (offset != offsetof(ResetRegisters, command)) return false;
  start(value);
  return true;
}

}  // namespace drmsim::hw
