#include "scenarios/checkers/error_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

void ErrorChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind != sim::EventKind::finished) return;
  const std::int64_t error = event.integer(2);
  const JobLife::Hardware state = hardware_of(job);
  if ((error == 0) == (state == JobLife::Hardware::completed)) return;
  report(sim::HazardKind::wrong_error,
         fmt::format("job {} ends with error {}, but the hardware {}", text(event.job(0)), error,
                     hardware_text(state)));
}

}  // namespace drmsim::scenarios
