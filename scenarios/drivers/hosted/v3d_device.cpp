#include "scenarios/drivers/hosted/v3d_device.h"

#include <algorithm>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {
namespace {

sim::TimeNs reset_time_ns(const DriverContext& context) {
  const auto& domains = context.scenario.reset_domains;
  const auto found = std::find_if(domains.begin(), domains.end(), [&](const ResetDomainSpec& spec) {
    return spec.name == context.ring.reset_domain.name;
  });
  return found == domains.end() ? 0 : found->full_reset_time_ns;
}

}  // namespace

V3dDevice::V3dDevice(const DriverContext& context, drm::HostedCode& code)
    : world_(context.world),
      reset_time_ns_(reset_time_ns(context)),
      model_("v3d", context.world, context.device.faults(),
             {context.scenario.interrupt.latency, context.scenario.interrupt.coalesce_window_ns}),
      bus_("v3d_bus", context.world) {
  bus_.socket.bind(model_.registers.socket);
  model_.core_irq().request([this, &code] { code.irq(*scheduler_, false); });
}

void V3dDevice::reset() {
  ++resets_;
  if (reset_time_ns_ > 0) world_.cpu().sleep_for(reset_time_ns_);
}

}  // namespace drmsim::scenarios
