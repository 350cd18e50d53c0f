#include "hw_models/gpu/interrupt_controller.h"

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {

InterruptController::Message::Message(InterruptController& controller)
    : arrival(controller.delays_, [this, &controller] {
        controller.idle_messages_.push_back(this);
        controller.arrive(source);
      }) {}

InterruptController::InterruptController(sc_core::sc_module_name name, sim::World& world,
                                         DelayLine& delays)
    : sc_module(name), world_(world), delays_(delays) {}

std::uint32_t InterruptController::add_source(std::string_view name, sim::IrqLine& line,
                                              const InterruptSourceConfig& config) {
  DRMSIM_ASSERT(sources_.size() < kInterruptSourcesMax, "each source has its bit");
  sources_.push_back(Source{{&line}, world_.intern(name), config});
  return static_cast<std::uint32_t>(sources_.size() - 1);
}

void InterruptController::add_vector(std::uint32_t source, sim::IrqLine& line) {
  sources_[source].lines.push_back(&line);
}

void InterruptController::raise(std::uint32_t source) {
  Source& from = sources_[source];
  const sim::TimeNs window_ns = from.config.coalesce_window_ns;
  if (window_ns > 0) {
    if (world_.now() < from.window_end_ns) return;  // the message that stands for it is on its way
    from.window_end_ns = sim::saturating_add(world_.now(), window_ns);
  }
  send(source, sim::saturating_add(window_ns, world_.draw(from.config.latency)));
}

void InterruptController::raise_late(std::uint32_t source, sim::TimeNs extra_ns) {
  send(source, sim::saturating_add(extra_ns, world_.draw(sources_[source].config.latency)));
}

void InterruptController::lose(std::uint32_t source) {
  if (!lost_) world_.log().emit(sim::EventKind::irq_lost, sources_[source].name);
}

void InterruptController::send(std::uint32_t source, sim::TimeNs delay_ns) {
  if (delay_ns == 0) return arrive(source);
  if (idle_messages_.empty()) idle_messages_.push_back(&messages_.emplace_back(*this));
  Message& message = *idle_messages_.back();
  idle_messages_.pop_back();
  message.source = source;
  message.arrival.arm_after(delay_ns);
}

void InterruptController::arrive(std::uint32_t source) {
  if (lost_) return;
  Source& at = sources_[source];
  if (at.enabled) {
    deliver(at);
  } else {
    at.pending = true;
  }
}

void InterruptController::deliver(Source& source) {
  source.lines[source.next_line++ % source.lines.size()]->raise();
}

std::uint32_t InterruptController::mask_word(std::uint32_t word) const {
  std::uint32_t bits = 0;
  for (std::uint32_t i = word * 32; i < sources_.size() && i < word * 32 + 32; ++i) {
    if (sources_[i].enabled) bits |= interrupt_bit(i);
  }
  return bits;
}

std::uint32_t InterruptController::pending_word(std::uint32_t word) const {
  std::uint32_t bits = 0;
  for (std::uint32_t i = word * 32; i < sources_.size() && i < word * 32 + 32; ++i) {
    if (sources_[i].pending) bits |= interrupt_bit(i);
  }
  return bits;
}

void InterruptController::set_enabled(std::uint32_t word, std::uint32_t bits, bool enabled) {
  for (std::uint32_t i = word * 32; i < sources_.size() && i < word * 32 + 32; ++i) {
    if ((bits & interrupt_bit(i)) == 0) continue;
    Source& source = sources_[i];
    source.enabled = enabled;
    if (enabled && source.pending) {
      source.pending = false;
      deliver(source);
    }
  }
}

bool InterruptController::read_register(std::uint32_t offset, std::uint32_t& value) const {
  if (offset >= sizeof(InterruptRegisters)) return false;
  const std::uint32_t word = offset / sizeof(std::uint32_t) % InterruptRegisters::kWords;
  value = offset < offsetof(InterruptRegisters, enable) ? pending_word(word) : mask_word(word);
  return true;
}

bool InterruptController::write_register(std::uint32_t offset, std::uint32_t value) {
  if (offset < offsetof(InterruptRegisters, enable) || offset >= sizeof(InterruptRegisters)) {
    return false;
  }
  const std::uint32_t word = offset / sizeof(std::uint32_t) % InterruptRegisters::kWords;
  set_enabled(word, value, offset < offsetof(InterruptRegisters, disable));
  return true;
}

}  // namespace drmsim::hw
