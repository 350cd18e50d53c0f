#include "scenarios/checkers/blame_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

using Hardware = JobLife::Hardware;

void BlameChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind != sim::EventKind::karma || event.integer(1) == 0) return;
  const Hardware state = hardware_of(job);
  if (state == Hardware::hanging || state == Hardware::dropped_hanging) return;
  report(sim::HazardKind::innocent_blamed,
         fmt::format("job {} is blamed for a hang, but the hardware {}", text(event.job(0)),
                     hardware_text(state)));
}

}  // namespace drmsim::scenarios
