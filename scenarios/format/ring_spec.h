// A hardware ring with the scheduler that feeds it and the driver between the two.
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/driver_spec.h"
#include "scenarios/format/scheduler_spec.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

struct RingSpec {
  SourceLocation where;
  std::string name;
  std::uint32_t slots = 8;  // jobs that fit in the ring
  NameRef engine;           // after loading always names an EngineSpec of the scenario
  NameRef reset_domain;     // after loading always names a ResetDomainSpec of the scenario
  SchedulerSpec scheduler;
  DriverSpec driver;

  friend bool operator==(const RingSpec&, const RingSpec&) = default;
};

}  // namespace drmsim::scenarios
