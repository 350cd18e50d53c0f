// Runs one input of `drmsim run`, whatever its kind.
#pragma once

#include <string>
#include <vector>

#include "scenarios/machine/machine.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/run_outcome.h"

namespace drmsim::tools {

struct RunInput {
  std::string name;  // a path; "workloads" for those of -w and -W
  std::vector<scenarios::wsim::WorkloadArgument> workloads;  // empty: what the path is decides
};

// The files, then the workloads that run together.
std::vector<RunInput> inputs_of(const RunArguments& arguments);

// Throws InputError. `options` has the observers.
RunOutcome run_one(const RunInput& input, const RunArguments& arguments,
                   const scenarios::MachineOptions& options);

}  // namespace drmsim::tools
