#include "scenarios/checkers/free_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

void FreeChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind != sim::EventKind::free_job || job == nullptr || !job->executes()) return;
  report(sim::HazardKind::freed_while_executing,
         fmt::format("job {} is freed, and the hardware {}", text(event.job(0)),
                     hardware_text(job->hardware)));
}

}  // namespace drmsim::scenarios
