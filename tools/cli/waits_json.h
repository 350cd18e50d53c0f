// The wait-for graph of a stall as JSON: "waits" of a hazard, described in tools/README.md.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/wait_line.h"

namespace drmsim::tools {

nlohmann::ordered_json waits_json(const std::vector<sim::WaitLine>& waits);

}  // namespace drmsim::tools
