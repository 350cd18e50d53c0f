#include "scenarios/drivers/common/driver_options.h"

namespace drmsim::scenarios {

void refuse_options(const DriverContext& context) {
  const DriverSpec& driver = context.ring.driver;
  if (driver.options.members.empty()) return;
  throw error_at(context.scenario, driver.options.where,
                 "driver `" + driver.kind.name +
                     "` has no `options`; what a driver that comes with drmsim does is said by the "
                     "keys of `driver`");
}

}  // namespace drmsim::scenarios
