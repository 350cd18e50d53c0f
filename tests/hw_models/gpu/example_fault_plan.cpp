// A model of one's own that fails on demand: what each attempt of a job has in store.
#include "hw_models/gpu/fault_plan.h"

#include <catch2/catch.hpp>

namespace drmsim::hw {
namespace {

TEST_CASE("example: a model asks the plan at each attempt, and healthy jobs are not counted") {
  FaultPlan plan;
  const sim::JobTag shader{1, 0};
  const sim::JobTag copy{2, 0};
  JobFaults faults;
  faults.hang_attempts = 1;
  faults.attempts = 2;  // the other faults strike the first two
  faults.slow_factor = 2.0;
  faults.slow_by_ns = 50;
  faults.late_interrupt_ns = 300;
  plan.set(shader, faults);
  const auto submit = [&](sim::JobTag job) {
    plan.count_attempt(job);
    return plan.strike(job, 1'000);
  };
  CHECK(submit(shader).hangs);
  const AttemptFaults second = submit(shader);
  CHECK_FALSE(second.hangs);
  CHECK(second.duration_ns == 2'050);
  CHECK(second.late_interrupt_ns == 300);
  CHECK(second.spurious_interrupt_ns == sim::kForever);  // none
  const AttemptFaults third = submit(shader);
  CHECK(third.duration_ns == 1'000);
  CHECK(third.late_interrupt_ns == 0);
  CHECK(plan.attempts(shader) == 3);

  CHECK(submit(copy).duration_ns == 1'000);
  CHECK(plan.attempts(copy) == 0);  // it costs nothing
  plan.erase(shader);
  CHECK(plan.empty());
}

}  // namespace
}  // namespace drmsim::hw
