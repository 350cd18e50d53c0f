#include "scenarios/checkers/credit_checker.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios {

void CreditChecker::check(const sim::Event& event, const JobLife*) {
  if (event.kind != sim::EventKind::sched_fini || event.field[1] == 0) return;
  const sim::NameId sched = event.name(0);
  const auto& lives = lives_.all();
  if (std::any_of(lives.begin(), lives.end(),
                  [sched](const auto& life) { return life.second.sched == sched; })) {
    return;
  }
  report(sim::HazardKind::credit_leak,
         fmt::format("scheduler {} goes with {} credits in use, and all of its jobs are freed",
                     text(sched), event.field[1]));
}

}  // namespace drmsim::scenarios
