// Measurements by hand, for tests of what is made of them.
#pragma once

#include <string>

#include "tools/policies/policy_run.h"

namespace drmsim::scenarios {

// Of one client, of which nothing is known but its latency.
inline PolicyMeasurement with_latency(double p99_ns, const std::string& client = "ui") {
  ClientFigures figures;
  figures.client = client;
  figures[Figure::latency_p99] = p99_ns;
  return PolicyMeasurement{{figures}, ""};
}

}  // namespace drmsim::scenarios
