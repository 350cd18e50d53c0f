#include "scenarios/checkers/dependency_checker.h"

#include <fmt/format.h>

#include "scenarios/checkers/job_dependencies.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

DependencyChecker::DependencyChecker(sim::World& world, const ScenarioSpec& spec)
    : JobChecker(world), dependencies_(job_dependencies(world, spec)) {}

void DependencyChecker::check(const sim::Event& event, const JobLife*) {
  switch (event.kind) {
    case sim::EventKind::finished:
    case sim::EventKind::hw_done:
    case sim::EventKind::run_job_none:
      over_.insert(event.job(0).bits());
      break;
    default:
      return;
  }
  if (event.kind != sim::EventKind::finished) return;
  const std::int64_t error = event.integer(2);
  const auto found = dependencies_.find(event.job(0).bits());
  if (found == dependencies_.end() || (error != 0 && error != -drm::kEsrch)) return;
  for (const std::uint64_t before : found->second) {
    if (over_.count(before) != 0) continue;
    report(sim::HazardKind::fence_order,
           fmt::format("job {} has finished with error {} before job {}, which it depends on",
                       text(event.job(0)), error, text(sim::JobTag::from_bits(before))));
  }
}

}  // namespace drmsim::scenarios
