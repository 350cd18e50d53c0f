// One measurement: a scenario under a policy of a scheduler, with one seed and the start phases
// that it gives; and each of its clients alone, for what is ideal.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/machine/extensions.h"
#include "tools/policies/policy_figures.h"
#include "tools/policies/time_series.h"

namespace drmsim::scenarios {

struct PolicyCase {
  const ScenarioSpec* spec = nullptr;
  std::string scheduler;  // an implementation of drm::Api
  std::string policy;     // one of policies_of()
  std::uint64_t seed = 1;
};

struct PolicyMeasurement {
  std::vector<ClientFigures> clients;  // in the order of the report
  std::string problem;  // a hazard, or a limit: the run has no figures. Empty: it has
};

// The policies that the scheduler offers on the scenario's machine, sorted. Throws InputError if it
// cannot serve that.
std::vector<std::string> policies_of(const ScenarioSpec& spec, const std::string& scheduler,
                                     const Extensions& extensions);

// Ideal is the time that the client takes alone on the same machine, with the same seed and phase,
// policy and scheduler, for as many cycles as it has done beside the others; for as many jobs, if
// it has no cycles.
PolicyMeasurement measure(const PolicyCase& of, const Extensions& extensions);

// How that run went, every step_ns.
TimeSeries measure_series(const PolicyCase& of, const Extensions& extensions, sim::TimeNs step_ns);

}  // namespace drmsim::scenarios
