#include "scenarios/checkers/free_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

void FreeChecker::check(const sim::Event& event) {
  if (event.kind != sim::EventKind::free_job) return;
  const State state = state_of(event.job(0));
  if (state != State::executing && state != State::hanging) return;
  report(
      sim::HazardKind::freed_while_executing,
      fmt::format("job {} is freed, and the hardware {}", text(event.job(0)), state_text(state)));
}

}  // namespace drmsim::scenarios
