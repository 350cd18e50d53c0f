#include <utility>

#include "scenarios/drivers/driver.h"
#include "scenarios/drivers/hosted_driver.h"
#include "scenarios/drivers/ring_driver.h"
#include "scenarios/drivers/v3d_driver.h"

namespace drmsim::scenarios {

Drivers::Drivers() {
  add("ring", [](const DriverContext& context) { return std::make_unique<RingDriver>(context); });
  add("lima", [](const DriverContext& context) { return std::make_unique<HostedDriver>(context); });
  add("v3d", [](const DriverContext& context) { return std::make_unique<V3dDriver>(context); });
}

void Drivers::add(std::string name, DriverFactory factory) {
  factories_[std::move(name)] = std::move(factory);
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
