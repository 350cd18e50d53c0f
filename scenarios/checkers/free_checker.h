// A job is not freed while the hardware executes it: it would go on in memory of somebody else.
//
// Rule 19 of the bug catalogue, and entry B9.
#pragma once

#include "scenarios/checkers/execution_view.h"

namespace drmsim::scenarios {

class FreeChecker final : public ExecutionView {
 public:
  using ExecutionView::ExecutionView;

 private:
  void check(const sim::Event& event) override;
};

}  // namespace drmsim::scenarios
