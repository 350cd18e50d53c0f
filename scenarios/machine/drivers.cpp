#include "scenarios/machine/drivers.h"

#include "scenarios/drivers/firmware/firmware_driver.h"
#include "scenarios/drivers/hosted/hosted_driver.h"
#include "scenarios/drivers/hosted/v3d_driver.h"
#include "scenarios/drivers/ring/ring_driver.h"
#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

Drivers::Drivers() {
  add("ring", [](const DriverContext& context) { return std::make_unique<RingDriver>(context); });
  add("slot", [](const DriverContext& context) { return std::make_unique<SlotDriver>(context); });
  add("firmware",
      [](const DriverContext& context) { return std::make_unique<FirmwareDriver>(context); });
  add("lima", [](const DriverContext& context) { return std::make_unique<HostedDriver>(context); });
  add("v3d", [](const DriverContext& context) { return std::make_unique<V3dDriver>(context); });
}

void Drivers::add(std::string name, DriverFactory factory) {
  factories_[std::move(name)] = [make = std::move(factory)](const DriverContext& context) {
    refuse_options(context);
    return make(context);
  };
}

const DriverFactory* Drivers::find(std::string_view name) const {
  const auto found = factories_.find(name);
  return found == factories_.end() ? nullptr : &found->second;
}

std::vector<std::string> Drivers::names() const {
  std::vector<std::string> names;
  for (const auto& [name, factory] : factories_) names.push_back(name);
  return names;
}

}  // namespace drmsim::scenarios
