// From a scenario's words to the hardware's configuration.
#pragma once

#include "hw_models/gpu/gpu_config.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

hw::GpuConfig hardware_config(const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
