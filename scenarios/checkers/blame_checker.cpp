#include "scenarios/checkers/blame_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

void BlameChecker::check(const sim::Event& event) {
  if (event.kind != sim::EventKind::karma || event.integer(1) == 0) return;
  const State state = state_of(event.job(0));
  if (state == State::hanging || state == State::dropped_hanging) return;
  report(sim::HazardKind::innocent_blamed,
         fmt::format("job {} is blamed for a hang, but the hardware {}", text(event.job(0)),
                     state_text(state)));
}

}  // namespace drmsim::scenarios
