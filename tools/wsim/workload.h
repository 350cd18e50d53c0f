// A workload that has been read: its steps, where they came from, and what its author may not know.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/workload_step.h"

namespace drmsim::scenarios::wsim {

struct Workload {
  std::vector<std::string> sources;  // names of the texts, for messages
  std::vector<Step> steps;           // steps[i].index == i
  std::vector<Diagnostic> warnings;  // accepted as gem_wsim accepts it, but hardly meant

  // A diagnostic that points at `step`, or at `column` in its line.
  Diagnostic at(const Step& step, std::string message) const;
  Diagnostic at(const Step& step, int column, std::string message) const;
};

}  // namespace drmsim::scenarios::wsim
