#include "scenarios/machine/hardware_config.h"

#include <algorithm>

#include "hw_models/gpu/ring_writer.h"
#include "sim/assert.h"

namespace drmsim::scenarios {
namespace {

template <typename Specs>
std::uint32_t index_of(const Specs& specs, const NameRef& name) {
  const auto found = std::find_if(specs.begin(), specs.end(),
                                  [&name](const auto& spec) { return spec.name == name.name; });
  DRMSIM_ASSERT(found != specs.end(), "the reader checked every name");
  return static_cast<std::uint32_t>(found - specs.begin());
}

}  // namespace

hw::GpuConfig hardware_config(const ScenarioSpec& spec) {
  hw::GpuConfig config;
  config.spare_memory_dwords = spec.spare_memory_dwords;
  for (const EngineSpec& engine : spec.engines) {
    config.engines.push_back(hw::EngineConfig{engine.name, engine.width});
  }
  for (const ResetDomainSpec& domain : spec.reset_domains) {
    config.reset_domains.push_back(
        hw::ResetDomainConfig{domain.name,
                              {domain.full_reset_time_ns, domain.full_reset_fails},
                              {domain.ring_reset_time_ns, domain.ring_reset_fails},
                              {domain.soft_recovery_time_ns, domain.soft_recovery_fails}});
  }
  for (const RingSpec& ring : spec.rings) {
    hw::RingConfig entry;
    entry.name = ring.name;
    entry.size_dwords = hw::ring_size_dwords_for(std::max(ring.slots, ring.scheduler.credit_limit));
    entry.engine = index_of(spec.engines, ring.engine);
    entry.reset_domain = index_of(spec.reset_domains, ring.reset_domain);
    entry.interrupt = {spec.interrupt.latency, spec.interrupt.coalesce_window_ns,
                       spec.interrupt.cpus};
    config.rings.push_back(entry);
  }
  return config;
}

}  // namespace drmsim::scenarios
