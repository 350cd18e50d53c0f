#include "tools/explore/schedule_run.h"

#include <algorithm>

#include "scenarios/report/run_scenario.h"
#include "sim/strategies/recorder.h"

namespace drmsim::scenarios {
namespace {

// What users see of a run: how their jobs ended, and in which order.
class OutcomeHash : public sim::EventObserver {
 public:
  void on_event(const sim::Event& event) override {
    if (event.kind != sim::EventKind::finished) return;
    for (const std::size_t field : {0u, 2u}) {  // job, error
      value_ = (value_ ^ event.field[field]) * 0x100000001b3u;
    }
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

}  // namespace

std::uint64_t work_of(const ScheduleResult& result) {
  constexpr std::uint64_t kChoicesPerRing = 200;  // to build it, and take it down
  return std::max({result.choices, result.report.steps, result.report.points}) +
         kChoicesPerRing * result.report.rings.size();
}

ScheduleResult run_schedule(const ScenarioSpec& spec, sim::Strategy& strategy, std::uint64_t seed,
                            const MachineOptions& options) {
  sim::Recorder recorder(strategy);
  OutcomeHash outcome;
  Coverage coverage;
  MachineOptions explored = options;
  explored.strategy = &recorder;
  explored.seed = seed;
  explored.observers.push_back(&outcome);
  explored.job_observers.push_back(&coverage);

  ScheduleResult result;
  result.report = run_scenario(spec, explored);
  result.outcome = outcome.value();
  result.situations = coverage.seen();
  result.choices = recorder.choices();
  result.deviations = recorder.deviations();
  // Durations that another seed draws are not those that [expect] speaks of.
  const bool plain_run = result.deviations.empty() && seed == spec.seed;
  result.failures = failures_of(result.report, plain_run);
  return result;
}

}  // namespace drmsim::scenarios
