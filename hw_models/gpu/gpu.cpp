#include "hw_models/gpu/gpu.h"

#include <cctype>
#include <string>
#include <string_view>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

// SystemC wants names that are unique among siblings and made of letters, digits and underscores.
std::string sc_name(std::string_view kind, std::uint32_t index, std::string_view name) {
  std::string text = std::string(kind) + std::to_string(index);
  if (!name.empty()) text += '_';
  for (const char c : name) {
    text += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return text;
}

std::uint32_t memory_dwords(const GpuConfig& config) {
  std::uint32_t dwords = config.spare_memory_dwords;
  for (const RingConfig& ring : config.rings) dwords += ring.size_dwords + 1;
  return dwords;
}

}  // namespace

Gpu::Gpu(sc_core::sc_module_name name, sim::World& world, const GpuConfig& config)
    : sc_module(name),
      world_(world),
      display_name_(world.intern(config.name)),
      memory_(memory_dwords(config)),
      delays_("delays", world),
      interrupts_("interrupts", world, delays_),
      interrupt_registers_(registers.map(interrupts_)) {
  for (std::uint32_t i = 0; i < config.engines.size(); ++i) {
    engines_.emplace_back(sc_name("engine", i, config.engines[i].name).c_str(), world,
                          config.engines[i]);
  }
  for (std::uint32_t i = 0; i < config.reset_domains.size(); ++i) {
    add_reset_domain(config.reset_domains[i], i);
  }
  for (std::uint32_t i = 0; i < config.rings.size(); ++i) add_ring(config.rings[i], i);
}

void Gpu::add_reset_domain(const ResetDomainConfig& config, std::uint32_t index) {
  ResetDomain& domain = reset_domains_.emplace_back(sc_name("reset", index, config.name).c_str(),
                                                    world_, delays_, config);
  sim::IrqLine& line = irq_lines_.emplace_back(world_, config.name + ".reset");
  const std::uint32_t source = interrupts_.add_source(config.name + ".reset", line, {});
  interrupts_.disable(source);
  domain.set_interrupt(interrupts_, source);
  RingResources& shared = domain_resources_.emplace_back();
  shared.reset_registers = registers.map(domain);
  shared.reset_irq = &line;
  shared.reset_source = source;
}

void Gpu::add_ring(const RingConfig& config, std::uint32_t index) {
  DRMSIM_ASSERT(config.engine < engines_.size(), "a ring has an engine");
  DRMSIM_ASSERT(config.reset_domain < reset_domains_.size(), "a ring is in a reset domain");
  RingResources& found = resources_.emplace_back(domain_resources_[config.reset_domain]);
  found.fence_irq = &irq_lines_.emplace_back(world_, config.name);
  found.fence_irqs.push_back(found.fence_irq);
  found.error_irq = &irq_lines_.emplace_back(world_, config.name + ".error");
  found.fence_source = interrupts_.add_source(config.name, *found.fence_irq, config.interrupt);
  for (std::uint32_t i = 1; i < config.interrupt.vectors; ++i) {
    sim::IrqLine& line =
        irq_lines_.emplace_back(world_, config.name + ".vector" + std::to_string(i));
    interrupts_.add_vector(found.fence_source, line);
    found.fence_irqs.push_back(&line);
  }
  found.error_source = interrupts_.add_source(config.name + ".error", *found.error_irq,
                                              InterruptSourceConfig{config.interrupt.latency, 0});
  found.interrupt_registers = interrupt_registers_;

  const RingWiring wiring{engines_[config.engine], memory_, interrupts_, found.fence_source,
                          found.error_source,      faults_, delays_};
  Ring& ring =
      rings_.emplace_back(sc_name("ring", index, config.name).c_str(), world_, config.name, wiring);
  found.registers = registers.map(ring);
  found.reset_ring = reset_domains_[config.reset_domain].add_ring(ring);

  const std::uint64_t base = memory_.allocate(config.size_dwords);
  found.buffer = memory_.direct(base);
  found.size_dwords = config.size_dwords;
  found.fence_address = memory_.allocate(1);
  found.fence = memory_.direct(found.fence_address);
  ring.write_register(offsetof(RingRegisters, base_lo), static_cast<std::uint32_t>(base));
  ring.write_register(offsetof(RingRegisters, base_hi), static_cast<std::uint32_t>(base >> 32));
  ring.write_register(offsetof(RingRegisters, size), config.size_dwords);
  ring.write_register(offsetof(RingRegisters, control), ring_control::enable);
}

void Gpu::lose_device() {
  if (lost_) return;
  lost_ = true;
  world_.log().emit(sim::EventKind::hw_fault, display_name_, "device_lost");
  registers.lose();
  interrupts_.lose_device();
  for (Ring& ring : rings_) ring.lose_device();
  for (ResetDomain& domain : reset_domains_) domain.lose_device();
}

}  // namespace drmsim::hw
