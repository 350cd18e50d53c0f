// From a scenario's words to the hardware's configuration.
#pragma once

#include "hw_models/gpu_config.h"
#include "hw_models/job_faults.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

hw::GpuConfig hardware_config(const ScenarioSpec& spec);

// What the hardware has to do to a job; what run_job has to return is the driver's business.
hw::JobFaults hardware_faults(const JobFaultSpec& fault);
bool concerns_hardware(const JobFaultSpec& fault);

}  // namespace drmsim::scenarios
