#include "scenarios/drivers/common/driver_habits.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/keys/sections.h"
#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_built_in(const std::string& driver) {
  const std::vector<KeyInfo>& keys = driver_section().info().keys;
  return std::any_of(keys.begin(), keys.end(),
                     [&driver](const KeyInfo& key) { return contains(key.users, driver); });
}

}  // namespace

// Every run looks at this, also each of an exploration's thousands: no strings are made.
void check_habits(const ScenarioSpec& scenario, const RingSpec& ring) {
  static const DriverSpec kDefaults;
  const DriverSpec& given = ring.driver;
  if (!is_built_in(given.kind.name)) return;
  const std::vector<KeyInfo>& keys = driver_section().info().keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].users.empty() || driver_section().same(i, given, kDefaults)) continue;
    if (contains(keys[i].users, given.kind.name)) continue;
    throw error_at(scenario, given.where,
                   fmt::format("`{}` is a habit of the driver {}; `{}` has its own", keys[i].name,
                               either_of(keys[i].users), given.kind.name));
  }
}

}  // namespace drmsim::scenarios
