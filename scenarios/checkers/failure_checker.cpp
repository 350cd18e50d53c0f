#include "scenarios/checkers/failure_checker.h"

#include <fmt/format.h>

#include "scenarios/checkers/job_dependencies.h"

namespace drmsim::scenarios {

FailureChecker::FailureChecker(sim::World& world, const ScenarioSpec& spec)
    : JobChecker(world), dependencies_(job_dependencies(world, spec)) {}

void FailureChecker::check(const sim::Event& event, const JobLife*) {
  if (event.kind == sim::EventKind::finished && event.integer(2) != 0) {
    failed_[event.job(0).bits()] = event.integer(2);
  }
  if (event.kind != sim::EventKind::run_job) return;
  const auto found = dependencies_.find(event.job(0).bits());
  if (found == dependencies_.end()) return;
  for (const std::uint64_t before : found->second) {
    const auto failure = failed_.find(before);
    if (failure == failed_.end()) continue;
    report(sim::HazardKind::failed_dependency,
           fmt::format("job {} runs, and job {}, which it depends on, has failed with error {}",
                       text(event.job(0)), text(sim::JobTag::from_bits(before)), failure->second));
  }
}

}  // namespace drmsim::scenarios
