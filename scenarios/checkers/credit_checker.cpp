#include "scenarios/checkers/credit_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

void CreditChecker::check(const sim::Event& event, const JobLife*) {
  if (event.kind != sim::EventKind::sched_fini || event.field[1] == 0) return;
  const sim::NameId sched = event.name(0);
  if (lives_.any_unfreed_of(sched)) return;
  report(sim::HazardKind::credit_leak,
         fmt::format("scheduler {} goes with {} credits in use, and all of its jobs are freed",
                     text(sched), event.field[1]));
}

}  // namespace drmsim::scenarios
