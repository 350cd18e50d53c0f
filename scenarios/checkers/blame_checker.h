// Karma is for the job that the hardware hangs in, and for no other.
//
// Rules 48 and 41 of the bug catalogue: recovery affects the offending context only.
#pragma once

#include "scenarios/checkers/execution_view.h"

namespace drmsim::scenarios {

class BlameChecker final : public ExecutionView {
 public:
  using ExecutionView::ExecutionView;

 private:
  void check(const sim::Event& event) override;
};

}  // namespace drmsim::scenarios
