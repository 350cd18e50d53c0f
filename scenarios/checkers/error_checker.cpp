#include "scenarios/checkers/error_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

void ErrorChecker::check(const sim::Event& event) {
  if (event.kind != sim::EventKind::finished) return;
  const std::int64_t error = event.integer(2);
  const State state = state_of(event.job(0));
  if ((error == 0) == (state == State::completed)) return;
  report(sim::HazardKind::wrong_error, fmt::format("job {} ends with error {}, but the hardware {}",
                                                   text(event.job(0)), error, state_text(state)));
}

}  // namespace drmsim::scenarios
