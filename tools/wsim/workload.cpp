#include "tools/wsim/workload.h"

#include <utility>

namespace drmsim::scenarios::wsim {

Diagnostic Workload::at(const Step& step, std::string message) const {
  return at(step, step.column, std::move(message));
}

Diagnostic Workload::at(const Step& step, int column, std::string message) const {
  return Diagnostic{sources.at(step.source), step.line, column, std::move(message)};
}

}  // namespace drmsim::scenarios::wsim
